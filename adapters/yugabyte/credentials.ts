/** The secrets of a universe: the superuser's password, made once and never changed, and who may sign in. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { DatabaseEndpoint } from '../../domain/ports/database-provider.ts';
import { Fault } from '../../kit/fault.ts';
import type { KubernetesClient } from '../kubernetes/client/open-client.ts';
import type { Login } from '../sql/logins.ts';
import { secrets } from './kinds.ts';
import { credentialsSecretName, labelsOf, superuserSecretName } from './names.ts';

interface Place {
  readonly client: KubernetesClient;
  readonly namespace: string;
}

/** The key that the operator looks for. */
const SUPERUSER_KEY = 'ysqlPassword';
const logins = z.array(z.object({ username: z.string(), password: z.string() }));

/** Creates it when it is not there; one that is there is never changed: the server knows it. */
export async function ensureSuperuser({ client, namespace }: Place, databaseId: string, signal?: AbortSignal): Promise<void> {
  const secret = {
    metadata: { name: superuserSecretName(databaseId), namespace, labels: labelsOf(databaseId) },
    type: 'Opaque',
    // Letters, digits and a sign, as the operator asks for.
    data: { [SUPERUSER_KEY]: base64(`Yb1-${randomBytes(24).toString('base64url')}`) },
  };
  try {
    await client.create(secrets, secret, signal ? { signal } : {});
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'cluster-object-exists') throw error;
  }
}

export async function readSuperuser({ client, namespace }: Place, databaseId: string): Promise<string> {
  const found = await client.get(secrets, { namespace, name: superuserSecretName(databaseId) });
  const text = found?.data?.[SUPERUSER_KEY];
  if (text !== undefined) return Buffer.from(text, 'base64').toString('utf8');
  throw new Fault('reject', {
    code: 'database-superuser-lost',
    message: `The secret ${namespace}/${superuserSecretName(databaseId)} with the superuser's password is gone. Restore it, or restore a backup into a new database.`,
  });
}

/** The current login is spelled out, for whoever takes it from a reference; all of them are kept to go on after a restart. */
export async function writeCredentials(
  { client, namespace }: Place,
  { databaseId, databaseName }: { readonly databaseId: string; readonly databaseName: string },
  all: readonly Login[],
  { endpoint, ownerReferences }: { readonly endpoint: DatabaseEndpoint | null; readonly ownerReferences: readonly object[] },
  signal?: AbortSignal,
): Promise<void> {
  const [current] = all;
  const address = current === undefined || endpoint === null ? {} : addressOf(current, endpoint, databaseName);
  const texts = {
    'logins.json': JSON.stringify(all),
    database: databaseName,
    ...(current === undefined ? {} : { username: current.username, password: current.password }),
    ...address,
  };
  const data = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, base64(text)]));
  const metadata = { name: credentialsSecretName(databaseId), namespace, labels: labelsOf(databaseId), ownerReferences };
  const secret = { metadata, type: 'Opaque', data };
  await client.apply(secrets, secret, signal ? { signal } : {});
}

export async function readLogins({ client, namespace }: Place, databaseId: string): Promise<readonly Login[] | null> {
  const found = await client.get(secrets, { namespace, name: credentialsSecretName(databaseId) });
  const text = found?.data?.['logins.json'];
  return text === undefined ? null : logins.parse(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
}

/** What Kubernetes does not collect by itself: secrets of a universe that never came to be. */
export async function removeCredentials({ client, namespace }: Place, databaseId: string, signal?: AbortSignal): Promise<void> {
  for (const name of [superuserSecretName(databaseId), credentialsSecretName(databaseId)])
    await client.delete(secrets, { namespace, name }, signal ? { signal } : {});
}

function addressOf({ username, password }: Login, { host, port }: DatabaseEndpoint, database: string) {
  const at = `${encodeURIComponent(username)}:${encodeURIComponent(password)}@${host}:${port}`;
  return { host, port: String(port), uri: `postgresql://${at}/${encodeURIComponent(database)}` };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
