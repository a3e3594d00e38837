/** ext.cattle.io/v1: kubeconfigs that are shown once, to the user who asks, for as long as the installation allows. */
import { randomBytes, randomUUID } from 'node:crypto';
import { stringify } from 'yaml';
import type { Answer } from '../faults.ts';
import type { Kubernetes } from '../kubernetes/emulator.ts';
import { prune, violations as violationsOf } from '../kubernetes/schema.ts';
import { type Accounts, ADMIN, type Token } from './accounts.ts';
import { MANAGEMENT } from './controllers.ts';
import { kubeconfigContract } from './definitions.ts';

export interface KubeconfigsOptions {
  readonly kubernetes: Kubernetes;
  readonly accounts: Accounts;
  readonly violations: string[];
  readonly mayAccess: (userId: string, managementId: string) => boolean;
  readonly url: () => string;
  /** PEM; null: none of its own. */
  readonly authority: string | null;
  readonly kubeconfigMinutes: number;
  /** From 2.15 on. */
  readonly knowsDefaultEntry: boolean;
}

interface Kept {
  readonly name: string;
  readonly uid: string;
  readonly userId: string;
  readonly spec: Spec;
  readonly tokens: readonly string[];
  readonly createdAt: string;
}

interface Spec {
  readonly clusters?: readonly string[];
  readonly currentContext?: string;
  readonly description?: string;
  readonly ttl?: number;
  readonly includeDefaultEntry?: boolean;
}

const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
const refuse = (code: number, reason: string, message: string): Answer =>
  json(code, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code });

export function createKubeconfigs({
  kubernetes,
  accounts,
  violations,
  mayAccess,
  url,
  authority,
  kubeconfigMinutes,
  knowsDefaultEntry,
}: KubeconfigsOptions) {
  const kept = new Map<string, Kept>();
  const contract = kubeconfigContract();
  const longest = kubeconfigMinutes * 60;
  let version = 1;

  /** `withRancher`: with an entry that leads to Rancher itself, which is the current one then. */
  function file(managementId: string, token: string, withRancher: string | null): string {
    const found = kubernetes.objects(MANAGEMENT).find(({ metadata }) => metadata.name === managementId);
    const name = String(found?.spec?.displayName ?? managementId);
    const entries = [{ name, server: `${url()}/k8s/clusters/${managementId}`, token }];
    if (withRancher !== null) entries.unshift({ name: 'rancher', server: url(), token: withRancher });
    const trust = authority === null ? {} : { 'certificate-authority-data': Buffer.from(authority).toString('base64') };
    return stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: entries.map((e) => ({ name: e.name, cluster: { server: e.server, ...trust } })),
      users: entries.map((e) => ({ name: e.name, user: { token: e.token } })),
      contexts: entries.map((e) => ({ name: e.name, context: { cluster: e.name, user: e.name } })),
      'current-context': withRancher === null ? name : 'rancher',
    });
  }

  const shown = ({ name, uid, userId, spec, tokens, createdAt }: Kept, value?: string) => ({
    apiVersion: 'ext.cattle.io/v1',
    kind: 'Kubeconfig',
    metadata: {
      name,
      uid,
      resourceVersion: String(version),
      creationTimestamp: createdAt,
      labels: { 'cattle.io/user-id': userId },
    },
    spec,
    // Also after they have ended.
    status: { summary: 'Complete', tokens, ...(value === undefined ? {} : { value }) },
  });

  function create(body: unknown, caller: Token, isStrict: boolean): Answer {
    if (isStrict && !knowsDefaultEntry && 'includeDefaultEntry' in ((body as { spec?: object }).spec ?? {}))
      return refuse(400, 'BadRequest', 'strict decoding error: unknown field "spec.includeDefaultEntry"');
    if (contract !== null) {
      const object = structuredClone(body);
      const strange = prune(contract.schema, object, contract.resolve);
      const wrong = violationsOf(contract.schema, object, undefined, contract.resolve).map(
        ({ field, message }) => `${field} ${message}`,
      );
      if (strange.length + wrong.length > 0) violations.push(`POST kubeconfigs: ${[...strange, ...wrong].join(', ')}`);
    }
    const { spec = {} } = body as { spec?: Spec };
    const ttl = spec.ttl ?? 0;
    if (ttl < 0) return refuse(400, 'BadRequest', "spec.ttl can't be negative");
    if (ttl > longest) return refuse(400, 'BadRequest', `spec.ttl ${ttl} exceeds max ttl ${longest}`);
    const clusters = spec.clusters ?? [];
    if (new Set(clusters).size !== clusters.length) return refuse(400, 'BadRequest', 'spec.clusters must be unique');
    for (const id of clusters) {
      if (!kubernetes.objects(MANAGEMENT).some(({ metadata }) => metadata.name === id))
        return refuse(400, 'BadRequest', `cluster ${id} not found`);
      if (!mayAccess(caller.userId, id))
        return refuse(403, 'Forbidden', `user ${caller.userId} is not allowed to access cluster ${id}`);
    }
    if (spec.currentContext !== undefined && !clusters.includes(spec.currentContext))
      return refuse(400, 'BadRequest', `invalid currentContext ${spec.currentContext}`);
    const name = `kubeconfig-${randomBytes(3).toString('hex').slice(0, 5)}`;
    const lifeMs = (ttl === 0 ? longest : ttl) * 1000;
    const token = accounts.issue(caller.userId, lifeMs, { kubeconfig: name });
    const everything = spec.includeDefaultEntry === false ? null : accounts.issue(caller.userId, lifeMs, { kubeconfig: name });
    const tokens = [token, everything].flatMap((t) => (t === null ? [] : [t.id]));
    version += 1;
    const made: Kept = { name, uid: randomUUID(), userId: caller.userId, spec, tokens, createdAt: new Date().toISOString() };
    kept.set(name, made);
    const first = clusters[0] ?? '';
    const rancherToken = everything === null ? null : `${everything.id}:${everything.secret}`;
    return json(201, shown(made, file(first, `${token.id}:${token.secret}`, rancherToken)));
  }

  return {
    file,
    names: () => [...kept.keys()],
    answer: (method: string, { pathname, searchParams }: URL, body: unknown, caller: Token): Answer => {
      if (pathname === '/apis/ext.cattle.io/v1') {
        const verbs = ['create', 'delete', 'get', 'list', 'watch'];
        const resources = [{ name: 'kubeconfigs', singularName: 'kubeconfig', namespaced: false, kind: 'Kubeconfig', verbs }];
        return json(200, { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: 'ext.cattle.io/v1', resources });
      }
      const [, name] = /^\/apis\/ext\.cattle\.io\/v1\/kubeconfigs(?:\/([^/]+))?$/.exec(pathname) ?? [];
      const visible = [...kept.values()].filter(({ userId }) => caller.userId === ADMIN || userId === caller.userId);
      if (name === undefined && method === 'POST')
        return caller.userId.includes(':')
          ? refuse(403, 'Forbidden', 'not a Rancher user')
          : create(body, caller, searchParams.get('fieldValidation') === 'Strict');
      if (name === undefined && method === 'GET') {
        const wanted = /cattle\.io\/user-id=([^,]+)/.exec(searchParams.get('labelSelector') ?? '')?.[1];
        const items = visible.filter(({ userId }) => wanted === undefined || userId === wanted).map((k) => shown(k));
        const metadata = { resourceVersion: String(version) };
        return json(200, { kind: 'KubeconfigList', apiVersion: 'ext.cattle.io/v1', metadata, items });
      }
      const found = visible.find((k) => k.name === name);
      if (found === undefined) return refuse(404, 'NotFound', `kubeconfigs.ext.cattle.io "${name}" not found`);
      if (method === 'GET') return json(200, shown(found));
      if (method !== 'DELETE') return refuse(405, 'MethodNotAllowed', 'the server does not allow this method');
      kept.delete(found.name);
      for (const id of found.tokens) accounts.revoke(id);
      return json(200, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' });
    },
  };
}
