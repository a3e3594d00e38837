/** Deploys to another environment what served in one: the same artifact with that environment's settings, without a build. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { DeploymentForPromotionDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { deploymentAnswer, deploymentNotFound, environmentNotFound, reason, requestId } from './inputs.ts';
import { once } from './once.ts';
import { requireMayDeploy } from './protected.ts';
import { queueDeployment } from './queue-deployment.ts';
import { asMember, requireMember } from './session.ts';

const SERVED = ['running', 'superseded', 'rolled_back'];

export const promoteDeployment = defineAction({
  name: 'promoteDeployment',
  input: z.object({ deploymentId: z.guid(), environment: z.string().max(40), reason, requestId }),
  output: deploymentAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const member = requireMember(session);
    const plan = async () => {
      const { deployments_by_pk: source } = await deps.graphql.request(
        DeploymentForPromotionDocument,
        { deploymentId: input.deploymentId, environment: input.environment },
        { headers: asMember(member), idempotent: true },
      );
      if (source === null) throw deploymentNotFound();
      const environment = source.project.environments[0];
      if (environment === undefined) throw environmentNotFound(input.environment);
      requireMayDeploy(environment, member);
      if (environment.id === source.environment_id)
        throw new Fault('reject', {
          code: 'same-environment',
          message: `This deployment is of "${input.environment}" already. Use rollbackService to bring it back there.`,
        });
      if (!SERVED.includes(source.status))
        throw new Fault('conflict', {
          code: 'deployment-never-served',
          message: `Only what served can be promoted, and this deployment is ${source.status}.`,
        });
      if (source.build_id === null ? source.image === null : source.build?.artifact_removed_at !== null)
        throw new Fault('gone', {
          code: 'artifact-missing',
          message: 'The artifact of this version is no longer there. Deploy the version again instead.',
        });
      return queueDeployment(deps, {
        id: randomUUID(),
        serviceId: source.service.id,
        environmentId: environment.id,
        kind: 'promote',
        gitReference: source.git_reference,
        image: source.image,
        configId: source.service.configs[0]?.id ?? null,
        buildId: source.build_id,
        sourceDeploymentId: source.id,
        reason: input.reason,
      });
    };
    return await once(deps, { action: 'promoteDeployment', member, requestId, input, plan }, (a) => deploymentAnswer.parse(a));
  },
});
