/** Deploys a service with its newest settings: from its source, or from the branch, tag, commit or image that is asked for. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { overrideFor } from '../domain/config/overrides.ts';
import { gitReference } from '../domain/values/git-reference.ts';
import { imageReference } from '../domain/values/image-reference.ts';
import { Fault } from '../kit/fault.ts';
import { ServiceForDeploymentDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import {
  buildNotFound,
  checkedReference,
  deploymentAnswer,
  environmentNotFound,
  environmentSlug,
  reason,
  requestId,
  serviceNotFound,
} from './inputs.ts';
import { once } from './once.ts';
import { requireMayDeploy } from './protected.ts';
import { queueDeployment } from './queue-deployment.ts';
import { asMember, requireMember } from './session.ts';

export const deployService = defineAction({
  name: 'deployService',
  input: z.object({
    serviceId: z.guid(),
    environment: environmentSlug,
    reference: z.string().min(1).max(512).nullish(),
    buildId: z.guid().nullish(),
    reason,
    requestId,
  }),
  output: deploymentAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const member = requireMember(session);
    const plan = async () => {
      const { services_by_pk: service } = await deps.graphql.request(
        ServiceForDeploymentDocument,
        { serviceId: input.serviceId, environment: input.environment, buildId: input.buildId ?? NO_BUILD },
        { headers: asMember(member), idempotent: true },
      );
      if (service === null) throw serviceNotFound();
      const environment = service.project.environments[0];
      if (environment === undefined) throw environmentNotFound(input.environment);
      requireMayDeploy(environment, member);
      const git = service.source_type === 'git';
      const override = overrideFor(service.configs[0]?.overrides, input.environment);
      const build = input.buildId ? usable(service.builds[0]) : null;
      return queueDeployment(deps, {
        id: randomUUID(),
        serviceId: service.id,
        environmentId: environment.id,
        kind: 'deploy',
        gitReference:
          build?.git_reference ??
          (git ? checkedReference(gitReference, input.reference ?? override.reference ?? service.git_reference) : null),
        image: git ? null : checkedReference(imageReference, input.reference ?? service.image),
        configId: service.configs[0]?.id ?? null,
        buildId: build?.id ?? null,
        reason: input.reason,
      });
    };
    const command = { action: 'deployService', member, requestId, input, plan, repeats: 'late' } as const;
    return await once(deps, command, (answer) => deploymentAnswer.parse(answer));
  },
});

/** The id of no build. */
const NO_BUILD = '00000000-0000-0000-0000-000000000000';

function usable<B extends { readonly status: string; readonly artifact_removed_at: string | null }>(build: B | undefined): B {
  if (build === undefined) throw buildNotFound();
  if (build.status === 'succeeded' && build.artifact_removed_at === null) return build;
  throw new Fault('conflict', {
    code: 'build-not-usable',
    message: 'This build has no artifact that could be deployed. Choose one that succeeded lately, or build again.',
  });
}
