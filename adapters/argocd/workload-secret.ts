/**
 * The values that must not stand in manifests, as Secrets of the workload's namespace. One is never changed: other values are another Secret with
 * the next number, so that pods of before keep theirs and new ones are made by its name. Argo CD counts them to the workload (they go with it)
 * but neither compares nor prunes them.
 */
import { z } from 'zod';
import type { PullCredential } from '../../domain/ports/app-runtime.ts';
import { Fault } from '../../kit/fault.ts';
import { sameJson } from '../../kit/same-json.ts';
import { defineKind, plainKind } from '../kubernetes/client/kind.ts';
import type { KubernetesClient } from '../kubernetes/client/open-client.ts';
import { labels } from './names.ts';

export interface SecretOf {
  readonly application: string;
  readonly namespace: string;
  readonly instanceId: string;
  /** What tells one Secret of a workload from another: its names begin with it. */
  readonly purpose: string;
  readonly type: 'Opaque' | 'kubernetes.io/dockerconfigjson';
  readonly values: Readonly<Record<string, string>>;
}

const secrets = defineKind(
  { apiVersion: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true },
  { data: z.record(z.string(), z.string()).optional() },
);
const namespaces = plainKind('v1', 'Namespace', 'namespaces', 'cluster');
const VERSIONS = 50;

/** The name of the Secret with exactly these values. @throws Fault */
export async function putSecret(client: KubernetesClient, of: SecretOf, signal?: AbortSignal): Promise<string> {
  const wanted = Object.fromEntries(
    Object.entries(of.values).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  );
  for (let number = 1; number <= VERSIONS; number += 1) {
    const name = `${of.application}-${of.purpose}-${number}`;
    const found = await client.get(secrets, { namespace: of.namespace, name }, { signal });
    if (found !== null && sameJson(found.data ?? {}, wanted)) return name;
    if (found !== null) continue;
    await create(client, of, name, wanted, signal);
    return name;
  }
  throw new Fault('reject', {
    code: 'too-many-secrets',
    message: 'This version had its secrets changed too often. Deploy again.',
  });
}

async function create(
  client: KubernetesClient,
  { application, namespace, instanceId, type }: SecretOf,
  name: string,
  data: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<void> {
  const manifest = {
    metadata: {
      name,
      namespace,
      labels: { [labels.managed]: 'northstack', [labels.instance]: instanceId },
      annotations: {
        'argocd.argoproj.io/tracking-id': `${application}:/Secret:${namespace}/${name}`,
        'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
        'argocd.argoproj.io/sync-options': 'Prune=false',
      },
    },
    type,
    immutable: true,
    data,
  };
  try {
    await client.create(secrets, manifest, { signal });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // The answer to our own creation was lost, or another call was faster: look again.
    if (error.code === 'cluster-object-exists')
      throw new Fault('retry', { code: 'secret-raced', message: error.message, cause: error });
    if (error.code !== 'cluster-object-not-found') throw error;
    // The first workload of its environment: Argo CD makes the namespace what it should be.
    await client.apply(
      namespaces,
      { metadata: { name: namespace, labels: { [labels.managed]: 'northstack' } } },
      { signal, fieldManager: 'northstack-secrets' },
    );
    await client.create(secrets, manifest, { signal });
  }
}

/** All but those in use. */
export async function sweepSecrets(
  client: KubernetesClient,
  namespace: string,
  instanceId: string,
  keep: readonly string[],
): Promise<void> {
  const labelSelector = `${labels.instance}=${instanceId}`;
  const { items } = await client.list(secrets, { namespace, labelSelector });
  for (const { metadata } of items)
    if (!keep.includes(metadata.name)) await client.delete(secrets, { namespace, name: metadata.name }, { uid: metadata.uid });
}

export const shortRevision = (revision: string): string =>
  revision
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 12) || '0';

/** What kubelets read to pull an image. */
export function pullSecret({ registry, username, password }: PullCredential): Readonly<Record<string, string>> {
  const server = registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  return { '.dockerconfigjson': JSON.stringify({ auths: { [server]: { username, password, auth } } }) };
}
