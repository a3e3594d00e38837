/** Says who reads a secret, and when it was last used and set: what stops working when it is revoked. */
import { z } from 'zod';
import { secretThatCounts } from '../domain/plan/secret-precedence.ts';
import { SecretForBlastRadiusDocument, SecretReadersDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { secretNotFound } from './inputs.ts';
import { asMember, requireMember } from './session.ts';

export const secretBlastRadius = defineAction({
  name: 'secretBlastRadius',
  input: z.object({ secretId: z.guid() }),
  output: z.object({
    secretId: z.guid(),
    scope: z.string(),
    key: z.string(),
    version: z.int(),
    lastRotatedAt: z.iso.datetime({ offset: true }),
    lastRotatedBy: z.string().nullable(),
    lastUsedAt: z.iso.datetime({ offset: true }).nullable(),
    lastUsedDeploymentId: z.guid().nullable(),
    readers: z.array(
      z.object({
        serviceId: z.guid(),
        service: z.string(),
        environmentId: z.guid(),
        environment: z.string(),
        versionInUse: z.int().nullable(),
        deploymentId: z.guid().nullable(),
        readsNext: z.boolean(),
      }),
    ),
  }),
  handle: async ({ graphql }, { secretId }, session) => {
    const member = requireMember(session);
    const options = { headers: asMember(member), idempotent: true };
    const { secrets_by_pk: secret } = await graphql.request(SecretForBlastRadiusDocument, { id: secretId }, options);
    if (secret === null) throw secretNotFound();
    const found = await graphql.request(SecretReadersDocument, { targetId: secret.target_id, key: secret.key }, options);
    const candidates = found.secrets.map(({ id, scope, target_id }) => ({ id, scope, targetId: target_id }));
    const readers = found.service_instances.map((instance) => {
      const used = instance.current_deployment?.secrets.find((s) => s.secret_id === secret.id);
      const place = {
        organizationId: instance.organization_id,
        projectId: instance.project_id,
        environmentId: instance.environment_id,
        serviceId: instance.service_id,
      };
      return {
        serviceId: instance.service_id,
        service: `${instance.service.project.slug}/${instance.service.slug}`,
        environmentId: instance.environment_id,
        environment: instance.environment.slug,
        versionInUse: used?.secret_version.version ?? null,
        deploymentId: used ? (instance.current_deployment?.id ?? null) : null,
        readsNext: secretThatCounts(place, candidates)?.id === secret.id,
      };
    });
    const last = secret.deployments[0]?.deployment ?? null;
    return {
      secretId: secret.id,
      scope: secret.scope,
      key: secret.key,
      version: secret.version,
      lastRotatedAt: secret.updated_at,
      lastRotatedBy: secret.updater?.email ?? null,
      lastUsedAt: last?.created_at ?? null,
      lastUsedDeploymentId: last?.id ?? null,
      readers: readers.filter((r) => r.versionInUse !== null || r.readsNext),
    };
  },
});
