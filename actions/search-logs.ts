/** Finds lines that a service and its builds wrote, the newest first. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { ServiceForLogsDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { serviceNotFound } from './inputs.ts';
import { asMember, requireMember } from './session.ts';

const DAY_MS = 24 * 3_600_000;
const moment = z.iso.datetime({ offset: true, error: 'is no moment such as 2026-05-01T12:00:00Z' });

export const searchLogs = defineAction({
  name: 'searchLogs',
  input: z.object({
    serviceId: z.uuid(),
    environment: z.string().max(63).nullish(),
    text: z.string().max(500, 'has at most 500 characters').nullish(),
    level: z.enum(['debug', 'info', 'warn', 'error'], 'is debug, info, warn or error').nullish(),
    from: moment.nullish(),
    until: moment.nullish(),
    limit: z.int().min(1, 'is from 1 to 1000').max(1_000, 'is from 1 to 1000').nullish(),
    before: z
      .string()
      .regex(/^\d{1,20}$/, 'is what the page before gave as next')
      .nullish(),
  }),
  output: z.object({
    lines: z.array(
      z.object({
        id: z.string(),
        loggedAt: z.iso.datetime(),
        stream: z.string(),
        level: z.string(),
        line: z.string(),
        buildId: z.uuid().nullable(),
        serviceInstanceId: z.uuid().nullable(),
        deploymentId: z.uuid().nullable(),
        jobRunId: z.uuid().nullable(),
        replica: z.int().nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
  handle: async ({ graphql, logs, now }, input, session) => {
    const member = requireMember(session);
    const { services_by_pk: service } = await graphql.request(
      ServiceForLogsDocument,
      { serviceId: input.serviceId, environment: input.environment ?? '' },
      { headers: asMember(member), idempotent: true },
    );
    if (service === null) throw serviceNotFound();
    const instance = service.instances[0];
    if (input.environment && instance === undefined)
      throw new Fault('gone', { code: 'not-deployed', message: 'The service was never deployed to that environment.' });
    const { lines, next } = await logs.search({
      organizationId: service.organization_id,
      serviceId: service.id,
      instanceId: input.environment ? (instance?.id ?? null) : null,
      text: input.text ?? null,
      level: input.level ?? null,
      from: input.from ? Date.parse(input.from) : now() - DAY_MS,
      until: input.until ? Date.parse(input.until) : now() + 1,
      limit: input.limit ?? 100,
      before: input.before ?? null,
    });
    return {
      lines: lines.map(({ id, at, stream, level, line, buildId, instanceId, deploymentId, jobRunId, replica }) => ({
        id,
        loggedAt: new Date(at).toISOString(),
        stream,
        level,
        line,
        buildId,
        serviceInstanceId: instanceId,
        deploymentId,
        jobRunId,
        replica,
      })),
      next,
    };
  },
});
