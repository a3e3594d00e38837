/** Says what keeps a service from being ready, the most important cause first, and what to do about each. */
import { z } from 'zod';
import { explainReadiness, type ReadinessFacts } from '../domain/plan/readiness.ts';
import { ReadinessOfServiceDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { environmentSlug, serviceNotFound } from './inputs.ts';
import { asMember, requireMember } from './session.ts';

const violations = z.array(z.object({ rule: z.string(), message: z.string(), hint: z.string() }));

export const whyNotReady = defineAction({
  name: 'whyNotReady',
  input: z.object({ serviceId: z.guid(), environment: environmentSlug }),
  output: z.object({
    ready: z.boolean(),
    summary: z.string(),
    causes: z.array(z.object({ code: z.string(), message: z.string(), hint: z.string() })),
  }),
  handle: async ({ graphql, now }, { serviceId, environment }, session) => {
    const member = requireMember(session);
    const { services_by_pk: service } = await graphql.request(
      ReadinessOfServiceDocument,
      { serviceId, environment },
      { headers: asMember(member), idempotent: true },
    );
    if (service === null) throw serviceNotFound();
    const instance = service.instances[0];
    // Between their runs there is nothing of jobs that could be ready or heard of.
    const isJob = service.type === 'cron' || service.type === 'job';
    const facts: ReadinessFacts | null =
      instance === undefined
        ? null
        : {
            status: instance.status,
            statusReason: instance.status_reason,
            desiredState: instance.desired_state,
            desiredReplicas: isJob ? 0 : instance.desired_replicas,
            readyReplicas: instance.ready_replicas,
            observedAt: isJob || instance.observed_at === null ? null : Date.parse(instance.observed_at),
            newest: instance.deployments[0]
              ? {
                  revision: instance.deployments[0].revision,
                  status: instance.deployments[0].status,
                  failureStep: instance.deployments[0].failure_step,
                  failureReason: instance.deployments[0].failure_reason,
                  buildStep: instance.deployments[0].build?.step ?? null,
                  unknownImage: unknownImageOf(instance.deployments[0]),
                  violations: violations.parse(instance.deployments[0].policy_decisions[0]?.violations ?? []),
                }
              : null,
            domains: instance.domains.map((d) => ({
              hostname: d.hostname,
              status: d.status,
              reason: d.status_reason,
              dnsReason: d.dns_reason,
            })),
          };
    const { ready, summary, causes } = explainReadiness(facts, now());
    return { ready, summary, causes: [...causes] };
  },
});

/** An image that its registry was not asked about yet, or has not answered for. */
const unknownImageOf = (deployment: {
  readonly image: string | null;
  readonly image_digest: string | null;
  readonly build_id: string | null;
}): string | null => (deployment.image_digest === null && deployment.build_id === null ? deployment.image : null);
