/** A value of everything that is sealed, and where the references to them are. */
import { randomUUID } from 'node:crypto';
import type { ControlPlane, TestTenant } from './control-plane.ts';

export interface Reference {
  /** `table.column`. */
  readonly place: string;
  readonly sealed: string;
}

/** One value of everything that is sealed beside secrets. */
export async function sealEverything(plane: ControlPlane, t: TestTenant): Promise<void> {
  const owner = await t.member('org_owner');
  const { data, errors } = await plane.as(
    owner,
    `mutation($p: uuid, $r1: uuid!, $r2: uuid!, $r3: uuid!, $r4: uuid!) {
      setGitConnection(projectId: $p, host: "h", type: "token", credential: "kept token", requestId: $r1) { gitConnectionId }
      setRegistryCredential(projectId: $p, registry: "r.example.com", username: "u", password: "kept password", requestId: $r2) {
        registryCredentialId }
      createWebhook(name: "w", url: "https://example.com/w", requestId: $r3) { webhookId }
      createNotificationChannel(name: "c", type: "slack", url: "https://example.com/c", requestId: $r4) { channelId } }`,
    { p: t.projectId, r1: randomUUID(), r2: randomUUID(), r3: randomUUID(), r4: randomUUID() },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  const rotated = await plane.as(
    owner,
    'mutation($w: uuid!, $r: uuid!) { rotateWebhookSecret(webhookId: $w, requestId: $r) { webhookId } }',
    { w: data.createWebhook.webhookId, r: randomUUID() },
  );
  if (rotated.errors) throw new Error(JSON.stringify(rotated.errors));
  const put = async (scope: 'database' | 'cluster' | 'kubeconfig_grant', targetId: string, key: string, versionId: string) =>
    (await plane.actionDeps.secrets.put({ organizationId: t.organizationId, scope, targetId, key, versionId }, `kept ${scope}`))
      .sealed;
  const [database, credentials, cluster, grant] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const [region] = await plane.database.sql('select id from regions limit 1');
  await plane.database.sql(
    `insert into databases (id, project_id, environment_id, region_id, slug, name, deadline_at)
     values ($1, $2, $3, $4, 'main', 'main', now() + interval '1 hour')`,
    [database, t.projectId, t.productionId, region?.id],
  );
  await plane.database.sql(
    `insert into database_credentials (id, database_id, version, username, sealed_password) values ($1, $2, 1, 'app_1', $3)`,
    [credentials, database, await put('database', database, 'app_1', credentials)],
  );
  await plane.database.sql(
    `insert into clusters (id, organization_id, region_id, slug, name, source, distribution, sealed_kubeconfig, deadline_at)
     values ($1, $2, $3, 'c', 'c', 'registered', 'other', $4, now() + interval '1 hour')`,
    [cluster, t.organizationId, region?.id, await put('cluster', cluster, 'kubeconfig', cluster)],
  );
  await plane.database.sql(
    `insert into kubeconfig_grants (id, cluster_id, user_id, role, expires_at, sealed_kubeconfig)
     values ($1, $2, $3, 'view', now() + interval '1 hour', $4)`,
    [grant, cluster, owner.userId, await put('kubeconfig_grant', grant, 'kubeconfig', grant)],
  );
}

/** Every reference of the organization, by where it stands. */
export async function referencesOf(plane: ControlPlane, t: TestTenant): Promise<readonly Reference[]> {
  const columns = [
    ...['secret_versions.sealed', 'git_connections.sealed', 'registry_credentials.sealed', 'webhooks.secret_sealed'],
    ...['webhooks.previous_secret_sealed', 'notification_channels.target_sealed', 'database_credentials.sealed_password'],
    ...['clusters.sealed_kubeconfig', 'kubeconfig_grants.sealed_kubeconfig'],
  ];
  const rows = await plane.database.sql(
    columns
      .map((place) => {
        const [table, column] = place.split('.');
        return `select '${place}' as place, ${column} as sealed from ${table} where organization_id = $1 and ${column} is not null`;
      })
      .join(' union all '),
    [t.organizationId],
  );
  const found = rows.map(({ place, sealed }) => ({ place: String(place), sealed: String(sealed) }));
  return found.sort((a, b) => a.place.localeCompare(b.place));
}
