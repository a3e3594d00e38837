/**
 * Access of one person to one cluster: an account in Rancher for each grant, with one role in that cluster and nothing else. Rancher makes a
 * kubeconfig only for whoever asks, so we sign in as that account once, with a password that is made up for it and kept nowhere. Everything is
 * named after the grant; ending it takes the account away, and its tokens with it.
 *
 * Source: Rancher's documentation of its API (workflows: users, kubeconfigs), pkg/ext/stores/kubeconfig at v2.15.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { HeldGrant, IssuedKubeconfig, KubeconfigRequest, KubeconfigRole } from '../../domain/ports/cluster-provider.ts';
import { Fault } from '../../kit/fault.ts';
import { type Kind, pathOf } from '../kubernetes/client/kind.ts';
import type { KubernetesClient, ManifestOf } from '../kubernetes/client/open-client.ts';
import { KUBERNETES_ROLES } from '../kubernetes/registered/registered-clusters.ts';
import { clusterRoleBindings, globalRoleBindings, kubeconfigs, roleTemplates, secrets, settings, users } from './kinds.ts';
import { accountNameOf, CLUSTER_LABEL, GRANT_LABEL, labelsOf, ofGrant, ownedBy } from './names.ts';
import { findCluster, type Rancher, unlessThere } from './rancher.ts';
import { endOf, tokenEnd } from './token-end.ts';
import { onlyThisCluster } from './write-kubeconfig.ts';

/** Where Rancher 2.12 and later keeps the (hashed) passwords of its own users. */
const PASSWORDS = 'cattle-local-user-passwords';
/** The session we sign in with ends by itself soon. */
const SESSION_MS = 300_000;
const CLEAN_UP_MS = 8_000;
/** How Rancher marks what a user has made. */
const USER_LABEL = 'cattle.io/user-id';

interface Account {
  readonly name: string;
  readonly password: string;
  /** Rancher's id of the cluster. */
  readonly managementId: string;
}

/** @throws Fault reject `kubeconfig-unavailable` | retry | auth | gone */
export async function issueAccess(rancher: Rancher, request: KubeconfigRequest, signal?: AbortSignal): Promise<IssuedKubeconfig> {
  const { clusterId } = request.cluster;
  const managementId = (await findCluster(rancher, clusterId, signal))?.status?.clusterName;
  if (managementId === undefined)
    throw new Fault('reject', {
      code: 'kubeconfig-unavailable',
      message: 'This cluster is not there yet, or not any more. Wait until it is active.',
    });
  const account = { name: accountNameOf(request.grantId), password: randomBytes(24).toString('base64url'), managementId };
  try {
    await makeAccount(rancher, account, request, signal);
    const session = await signIn(rancher, account, signal);
    const modern = await rancher.connection.hasKubeconfigs(signal);
    const given = modern
      ? await askForKubeconfig(rancher, account, session, request, signal)
      : await askNorman(rancher, account, session, request, signal);
    return { ...given, externalId: account.name };
  } catch (error) {
    // Nobody will ask for the rest of an account that was never given to anybody.
    await revokeAccess(rancher, request.grantId, account.name, AbortSignal.timeout(CLEAN_UP_MS)).catch(() => {});
    throw error;
  }
}

export async function revokeAccess(
  rancher: Rancher,
  grantId: string,
  externalId: string | null,
  signal?: AbortSignal,
): Promise<void> {
  await removeAccount(rancher, externalId ?? accountNameOf(grantId), ofGrant(rancher.owner, grantId), signal);
}

/** By the accounts that are there: an account goes last, so what an interrupted removal left is found by it. */
export async function listGrants({ connection, owner }: Rancher, signal?: AbortSignal): Promise<readonly HeldGrant[]> {
  const { items } = await connection.kubernetes.list(users, { labelSelector: `${ownedBy(owner)},${GRANT_LABEL}`, signal });
  return items.flatMap(({ metadata: { labels = {} } }) => {
    const { [GRANT_LABEL]: grantId, [CLUSTER_LABEL]: clusterId } = labels;
    return grantId === undefined || clusterId === undefined ? [] : [{ grantId, clusterId }];
  });
}

/** Ends all access of the accounts with these labels. */
export async function removeAccounts(rancher: Rancher, labelSelector: string, signal?: AbortSignal): Promise<void> {
  const { items } = await rancher.connection.kubernetes.list(users, { labelSelector, signal });
  for (const { metadata } of items)
    await removeAccount(rancher, metadata.name, `${GRANT_LABEL}=${metadata.labels?.[GRANT_LABEL] ?? ''}`, signal);
}

async function removeAccount(
  { connection: { kubernetes, ...connection } }: Rancher,
  name: string,
  labelSelector: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (await connection.hasKubeconfigs(signal)) {
    const own = await kubernetes.list(kubeconfigs, { labelSelector: `${USER_LABEL}=${name}`, signal });
    for (const { metadata } of own.items) await kubernetes.delete(kubeconfigs, { name: metadata.name }, { signal });
    await kubernetes.delete(secrets, { namespace: PASSWORDS, name }, { signal });
  }
  const bound = await kubernetes.list(clusterRoleBindings, { labelSelector, signal });
  for (const { metadata } of bound.items)
    await kubernetes.delete(clusterRoleBindings, { namespace: metadata.namespace ?? '', name: metadata.name }, { signal });
  await kubernetes.delete(globalRoleBindings, { name }, { signal });
  // Last: by it the rest is found.
  await kubernetes.delete(users, { name }, { signal });
}

async function makeAccount(
  rancher: Rancher,
  { name, password, managementId }: Account,
  { grantId, cluster, user, role }: KubeconfigRequest,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { connection, owner } = rancher;
  const { kubernetes } = connection;
  const labels = labelsOf(owner, { [CLUSTER_LABEL]: cluster.clusterId, [GRANT_LABEL]: grantId });
  const metadata = { name, labels };
  const make = <M extends ManifestOf>(kind: Kind, manifest: M) => unlessThere(kubernetes.create(kind, manifest, { signal }));
  const description = `Access of ${user.email} that NorthStack gave.`;
  await make(users, { metadata, username: name, displayName: user.email, description, enabled: true });
  // Without it nobody may sign in.
  await make(globalRoleBindings, { metadata, globalRoleName: 'user-base', userName: name });
  await make(roleTemplates, roleTemplateOf(role));
  const binding = { clusterName: managementId, userName: name, roleTemplateName: roleTemplateOf(role).metadata.name };
  await make(clusterRoleBindings, { metadata: { ...metadata, namespace: managementId }, ...binding });
  if (await connection.hasKubeconfigs(signal)) {
    // Rancher hashes it when it is created, so it is never changed.
    await kubernetes.delete(secrets, { namespace: PASSWORDS, name }, { signal });
    const secret = { metadata: { ...metadata, namespace: PASSWORDS }, type: 'Opaque', stringData: { password } };
    // There already: what was sent was done twice, with this password. Another one shows at the sign-in.
    await unlessThere(kubernetes.create(secrets, secret, { signal }));
  } else {
    const path = `/v3/users/${name}?action=setpassword`;
    await connection.request({ method: 'POST', path, json: { newPassword: password }, signal }, z.unknown());
  }
}

/** One of Kubernetes' own roles for the whole cluster. Rancher's are for projects, but a template may take over what they allow. */
const roleTemplateOf = (role: KubeconfigRole) => ({
  metadata: {
    name: `northstack-${KUBERNETES_ROLES[role]}`,
    labels: { 'app.kubernetes.io/managed-by': 'northstack' },
  },
  context: 'cluster',
  displayName: `NorthStack: Kubernetes ${KUBERNETES_ROLES[role]}`,
  roleTemplateNames: [KUBERNETES_ROLES[role]],
});

const signedIn = z.object({ token: z.string().min(1) });

/** Rancher takes some seconds until it knows a new account. */
async function signIn(rancher: Rancher, { name, password }: Account, signal: AbortSignal | undefined): Promise<string> {
  const json = { username: name, password, responseType: 'json', ttl: SESSION_MS, description: 'NorthStack' };
  const ask = async (path: string, more: object) =>
    await rancher.connection.request({ method: 'POST', path, json: { ...more, ...json }, token: null, signal }, signedIn);
  return await onceKnown(rancher, signal, async () => {
    try {
      return (await ask('/v1-public/login', { type: 'localProvider' })).token;
    } catch (error) {
      if (!(error instanceof Fault && error.kind === 'gone')) throw error;
      return (await ask('/v3-public/localProviders/local?action=login', {})).token;
    }
  });
}

async function askForKubeconfig(
  rancher: Rancher,
  account: Account,
  session: string,
  request: KubeconfigRequest,
  signal: AbortSignal | undefined,
): Promise<Pick<IssuedKubeconfig, 'kubeconfig' | 'expiresAt'>> {
  await using mine = rancher.connection.as(session);
  const longest = await longestSeconds(rancher.connection.kubernetes, signal);
  const ttl = Math.min(request.seconds, longest);
  const spec = {
    clusters: [account.managementId],
    currentContext: account.managementId,
    ttl,
    description: `NorthStack ${request.grantId}`,
    // Its default would make Rancher itself the current context.
    includeDefaultEntry: false,
  };
  const body = { apiVersion: 'ext.cattle.io/v1', kind: 'Kubeconfig', spec };
  // Not strict: before 2.15 the default entry is no field.
  const ask = () => mine.call({ method: 'POST', path: pathOf(kubeconfigs, {}), body, signal });
  const made = kubeconfigs.schema.parse(await onceKnown(rancher, signal, ask));
  // What was made before for this grant, or beside, was seen by nobody or is not to be used any more.
  const all = await mine.list(kubeconfigs, { signal });
  for (const { metadata } of all.items)
    if (metadata.name !== made.metadata.name) await mine.delete(kubeconfigs, { name: metadata.name }, { signal });
  const value = made.status?.value;
  if (value === undefined || value === '')
    throw new Fault('retry', {
      code: 'rancher-busy',
      message: 'Rancher made a kubeconfig without saying what is in it. Try again.',
    });
  const [token] = made.status?.tokens ?? [];
  // What was asked for counts where Rancher does not say.
  const endsAt = token === undefined ? null : await tokenEnd(rancher.connection, token, session, signal).catch(() => null);
  return { kubeconfig: onlyThisCluster(value, null), expiresAt: endsAt ?? rancher.now() + ttl * 1000 };
}

/** By the settings, of kubeconfigs and of all tokens; what is longer would be refused, or shortened. */
async function longestSeconds(kubernetes: KubernetesClient, signal: AbortSignal | undefined): Promise<number> {
  const seconds = await Promise.all(
    ['kubeconfig-default-token-ttl-minutes', 'auth-token-max-ttl-minutes'].map(async (name) => {
      const setting = await kubernetes.get(settings, { name }, { signal });
      const minutes = Number(setting?.value || setting?.default || 0);
      return minutes > 0 ? Math.floor(minutes * 60) : Number.POSITIVE_INFINITY;
    }),
  );
  return Math.min(...seconds);
}

const generated = z.object({ config: z.string() });
const tokenMade = z.object({ id: z.string(), token: z.string(), expiresAt: z.string().nullish() });
const tokens = z.object({ data: z.array(z.object({ id: z.string(), current: z.boolean().optional() })) });

/** Before 2.12: the file says where the cluster is, but its token lasts for as long as the installation says; ours ends when it shall. */
async function askNorman(
  rancher: Rancher,
  { managementId }: Account,
  session: string,
  { grantId, seconds }: KubeconfigRequest,
  signal: AbortSignal | undefined,
): Promise<Pick<IssuedKubeconfig, 'kubeconfig' | 'expiresAt'>> {
  const { connection, now } = rancher;
  const path = `/v3/clusters/${managementId}?action=generateKubeconfig`;
  const { config } = await onceKnown(rancher, signal, () =>
    connection.request({ method: 'POST', path, token: session, json: {}, signal }, generated),
  );
  const wanted = { type: 'token', ttl: seconds * 1000, clusterId: managementId, description: `NorthStack ${grantId}` };
  const made = await connection.request({ method: 'POST', path: '/v3/tokens', token: session, json: wanted, signal }, tokenMade);
  // Those of before, and the one of the file.
  const { data } = await connection.request({ method: 'GET', path: '/v3/tokens', token: session, signal }, tokens);
  for (const { id, current } of data) if (current !== true && id !== made.id) await endToken(rancher, session, id, signal);
  const expiresAt = endOf(made.expiresAt) ?? now() + seconds * 1000;
  return { kubeconfig: onlyThisCluster(config, made.token), expiresAt };
}

async function endToken({ connection }: Rancher, session: string, id: string, signal: AbortSignal | undefined): Promise<void> {
  const path = `/v3/tokens/${encodeURIComponent(id)}`;
  try {
    await connection.request({ method: 'DELETE', path, token: session, signal }, z.unknown());
  } catch (error) {
    if (!(error instanceof Fault && error.kind === 'gone')) throw error;
  }
}

/** Does it again while Rancher does not know yet who asks, or what they may. */
async function onceKnown<T>({ timing, now }: Rancher, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  const until = now() + timing.accessMs;
  for (;;)
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Fault) || error.kind !== 'auth') throw error;
      if (now() >= until)
        throw new Fault('retry', { code: 'access-not-ready', message: `${error.message} Try again in a minute.`, cause: error });
      await sleep(timing.pauseMs, undefined, { signal });
    }
}
