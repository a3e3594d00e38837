/** Brings an earlier version back: its artifact and its settings, without a build. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { ServiceForRollbackDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { deploymentAnswer, environmentSlug, neverDeployed, reason, requestId, serviceNotFound } from './inputs.ts';
import { once } from './once.ts';
import { requireMayChange } from './protected.ts';
import { queueDeployment } from './queue-deployment.ts';
import { versionBefore } from './rollback-target.ts';
import { asMember, requireMember } from './session.ts';

export const rollbackService = defineAction({
  name: 'rollbackService',
  input: z.object({ serviceId: z.guid(), environment: environmentSlug, deploymentId: z.guid().nullish(), reason, requestId }),
  output: deploymentAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const member = requireMember(session);
    const plan = async () => {
      const { services_by_pk: service } = await deps.graphql.request(
        ServiceForRollbackDocument,
        { serviceId: input.serviceId, environment: input.environment },
        { headers: asMember(member), idempotent: true },
      );
      if (service === null) throw serviceNotFound();
      const instance = service.instances[0];
      if (instance === undefined) throw neverDeployed(input.environment);
      requireMayChange(instance.environment, member);
      const target = input.deploymentId ? instance.deployments.find((d) => d.id === input.deploymentId) : versionBefore(instance);
      if (target === undefined) throw nothingToRollBackTo(input.deploymentId ?? null);
      return queueDeployment(deps, {
        id: randomUUID(),
        serviceId: service.id,
        environmentId: instance.environment.id,
        kind: 'rollback',
        gitReference: target.git_reference,
        image: target.image,
        configId: target.config_id,
        buildId: target.build_id,
        sourceDeploymentId: target.id,
        reason: input.reason,
      });
    };
    return await once(deps, { action: 'rollbackService', member, requestId, input, plan }, (a) => deploymentAnswer.parse(a));
  },
});

const nothingToRollBackTo = (deploymentId: string | null): Fault =>
  deploymentId === null
    ? new Fault('conflict', {
        code: 'nothing-to-roll-back-to',
        message: 'No earlier version served here. Deploy the version you want instead.',
      })
    : new Fault('gone', {
        code: 'deployment-not-found',
        message: 'No such deployment served here. Choose one of this service and environment that was running.',
      });
