/** PgBouncer in front of a universe: two replicas, a service, and a secret with who may sign in. */
import { createHash } from 'node:crypto';
import type { DatabaseEndpoint } from '../../domain/ports/database-provider.ts';
import type { KubernetesClient } from '../kubernetes/client/open-client.ts';
import type { Login } from '../sql/logins.ts';
import { deployments, secrets, services } from './kinds.ts';
import { labelsOf, poolerName } from './names.ts';

export interface PoolerOptions {
  readonly client: KubernetesClient;
  readonly namespace: string;
  readonly databaseId: string;
}

export interface PoolerWish {
  readonly image: string;
  readonly databaseName: string;
  readonly upstream: DatabaseEndpoint;
  readonly tls: boolean;
  readonly logins: readonly Login[];
  readonly ownerReferences: readonly object[];
}

const PORT = 6432;
const CONFIG = '/etc/pgbouncer';

/** Whether it serves what is wished. */
export async function ensurePooler({ client, namespace, databaseId }: PoolerOptions, wish: PoolerWish): Promise<boolean> {
  const name = poolerName(databaseId);
  const { ownerReferences } = wish;
  const labels = { ...labelsOf(databaseId), 'app.kubernetes.io/component': 'pooler' };
  const files = { 'pgbouncer.ini': configurationOf(wish), 'users.txt': usersOf(wish.logins) };
  const metadata = { name, namespace, labels, ownerReferences };
  const data = Object.fromEntries(Object.entries(files).map(([file, text]) => [file, Buffer.from(text).toString('base64')]));
  const secret = { metadata, type: 'Opaque', data };
  await client.apply(secrets, secret);
  const selector = { 'northstack.dev/pooler': name };
  const service = {
    metadata,
    spec: { selector, ports: [{ name: 'postgresql', port: PORT, targetPort: PORT, protocol: 'TCP' }] },
  };
  await client.apply(services, service);
  const checksum = createHash('sha256').update(JSON.stringify(files)).digest('hex');
  const deployment = {
    metadata,
    spec: {
      replicas: 2,
      selector: { matchLabels: selector },
      template: {
        // Another configuration needs other pods.
        metadata: { labels: { ...labels, ...selector }, annotations: { 'northstack.dev/configuration': checksum } },
        spec: {
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, runAsUser: 65532, fsGroup: 65532, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name: 'pgbouncer',
              image: wish.image,
              command: ['pgbouncer', `${CONFIG}/pgbouncer.ini`],
              ports: [{ containerPort: PORT, name: 'postgresql', protocol: 'TCP' }],
              readinessProbe: { tcpSocket: { port: PORT }, periodSeconds: 5 },
              resources: { requests: { cpu: '50m', memory: '32Mi' }, limits: { cpu: '1', memory: '128Mi' } },
              securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
              volumeMounts: [{ name: 'configuration', mountPath: CONFIG, readOnly: true }],
            },
          ],
          volumes: [{ name: 'configuration', secret: { secretName: name } }],
        },
      },
    },
  };
  const { metadata: made, status } = await client.apply(deployments, deployment);
  return status?.observedGeneration === made.generation && (status?.readyReplicas ?? 0) > 0;
}

export async function removePooler({ client, namespace, databaseId }: PoolerOptions): Promise<void> {
  const key = { namespace, name: poolerName(databaseId) };
  for (const kind of [deployments, services, secrets]) await client.delete(kind, key);
}

export const poolerEndpoint = ({ namespace, databaseId }: Omit<PoolerOptions, 'client'>): DatabaseEndpoint => ({
  host: `${poolerName(databaseId)}.${namespace}.svc`,
  port: PORT,
});

function configurationOf({ databaseName, upstream, tls }: PoolerWish): string {
  return [
    '[databases]',
    `${databaseName} = host=${upstream.host} port=${upstream.port} dbname=${databaseName}`,
    '[pgbouncer]',
    'listen_addr = 0.0.0.0',
    `listen_port = ${PORT}`,
    'auth_type = scram-sha-256',
    `auth_file = ${CONFIG}/users.txt`,
    'pool_mode = transaction',
    'max_client_conn = 1000',
    'default_pool_size = 20',
    'max_prepared_statements = 200',
    `server_tls_sslmode = ${tls ? 'require' : 'disable'}`,
    'ignore_startup_parameters = extra_float_digits,search_path',
    '',
  ].join('\n');
}

/** Two quotes are one, as the file's format has it. */
const usersOf = (logins: readonly Login[]): string =>
  logins.map(({ username, password }) => `"${username.replaceAll('"', '""')}" "${password.replaceAll('"', '""')}"\n`).join('');
