/** Runs a job once with the version that was deployed last, or any command beside a service of another type. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { QueueJobRunDocument, ServiceForJobDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { environmentSlug, jobAnswer, neverDeployed, requestId, serviceNotFound } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requireMayChange } from './protected.ts';
import { asMember, requireMember } from './session.ts';

/** How long it may wait until it is started. */
const QUEUE_MS = 10 * 60_000;

export const runJob = defineAction({
  name: 'runJob',
  input: z.object({
    serviceId: z.guid(),
    environment: environmentSlug,
    command: z.string().min(1).max(4000).nullish(),
    requestId,
  }),
  output: jobAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ jobRunId: string }>> => {
      const { services_by_pk: service } = await graphql.request(
        ServiceForJobDocument,
        { serviceId: input.serviceId, environment: input.environment },
        { headers: asMember(member), idempotent: true },
      );
      if (service === null) throw serviceNotFound();
      const instance = service.instances[0];
      if (instance === undefined || instance.current_deployment_id === null) throw neverDeployed(input.environment);
      requireMayChange(instance.environment, member);
      if (!input.command && service.type !== 'job' && service.type !== 'cron')
        throw new Fault('reject', {
          code: 'command-required',
          message: `This service is a ${service.type}: say which command to run beside it.`,
        });
      const run = {
        id: randomUUID(),
        service_instance_id: instance.id,
        deployment_id: instance.current_deployment_id,
        trigger: 'manual',
        command: input.command ?? null,
        created_by: member.userId,
        deadline_at: new Date(now() + QUEUE_MS).toISOString(),
      } as const;
      return {
        answer: { jobRunId: run.id },
        run: (row, options) => graphql.request(QueueJobRunDocument, { ...row, run }, options),
      };
    };
    return await once(deps, { action: 'runJob', member, requestId, input, plan }, (a) => jobAnswer.parse(a));
  },
});
