/** Builds a service without deploying it; deployService takes the build later. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { gitReference } from '../domain/values/git-reference.ts';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { QueueBuildDocument, ServiceForBuildDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { buildAnswer, checkedReference, requestId, serviceNotFound } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { asMember, requireMember } from './session.ts';

/** What a build may wait and take beyond its own limit. */
const SLACK_MS = 60_000;

export const triggerBuild = defineAction({
  name: 'triggerBuild',
  input: z.object({ serviceId: z.guid(), reference: z.string().min(1).max(512).nullish(), requestId }),
  output: buildAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ buildId: string }>> => {
      const { services_by_pk: service } = await graphql.request(
        ServiceForBuildDocument,
        { serviceId: input.serviceId },
        { headers: asMember(member), idempotent: true },
      );
      if (service === null) throw serviceNotFound();
      const { git_repository: repository } = service;
      if (repository === null)
        throw new Fault('conflict', {
          code: 'nothing-to-build',
          message: 'This service runs an image that is built elsewhere. Use deployService with the image.',
        });
      const config = service.configs[0];
      const id = randomUUID();
      const variables = {
        id,
        serviceId: service.id,
        configId: config?.id ?? null,
        repository,
        reference: checkedReference(gitReference, input.reference ?? service.git_reference),
        directory: service.git_directory,
        deadlineAt: new Date(now() + (config?.build_timeout_seconds ?? 900) * 1000 + SLACK_MS).toISOString(),
      };
      return {
        answer: { buildId: id },
        run: async (row, options) => {
          try {
            await graphql.request(QueueBuildDocument, { ...row, ...variables }, options);
          } catch (error) {
            throw translate(error);
          }
        },
      };
    };
    return await once(deps, { action: 'triggerBuild', member, requestId, input, plan }, (a) => buildAnswer.parse(a));
  },
});

function translate(error: unknown): unknown {
  const full = error instanceof GraphqlError && /builds_queue_limit: (\d+)/.exec(error.message);
  if (!full) return error;
  return new Fault('retry', {
    code: 'queue-full',
    message: `${full[1]} builds of your organization are under way, and no more may be. Wait for some to finish or cancel one.`,
    cause: error,
  });
}
