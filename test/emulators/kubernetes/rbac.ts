/** Who may do what: the administrator's token everything, a service account what role bindings give it, as RBAC is documented. */
import { randomBytes } from 'node:crypto';
import type { Api } from './api.ts';
import { ApiError } from './api-error.ts';
import type { KubernetesObject, Resource } from './resources.ts';
import type { Store } from './store.ts';

export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}

export interface Access {
  readonly verb: string;
  readonly group: string;
  /** With its subresource: `pods/log`. */
  readonly resource: string;
  readonly namespace: string | null;
  readonly name: string | null;
}

export interface Rbac {
  /** @throws ApiError 401 */
  authenticate(authorization: string | undefined): User;
  allows(user: User, access: Access): boolean;
  /** A token of a service account that ends by itself. */
  issue(namespace: string, account: string, seconds: number): { readonly token: string; readonly expirationTimestamp: string };
}

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

const clusterAdmin: readonly Rule[] = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];
const reading = ['get', 'list', 'watch'];
/** The default roles that every cluster has, as far as they are used here. */
const defaultRoles: Readonly<Record<string, readonly Rule[]>> = {
  'cluster-admin': clusterAdmin,
  admin: [
    {
      apiGroups: ['', 'apps', 'batch', 'autoscaling', 'networking.k8s.io', 'policy', 'rbac.authorization.k8s.io'],
      resources: ['*'],
      verbs: ['*'],
    },
  ],
  edit: [{ apiGroups: ['', 'apps', 'batch', 'autoscaling', 'networking.k8s.io', 'policy'], resources: ['*'], verbs: ['*'] }],
  view: [
    {
      apiGroups: [''],
      resources: [
        'pods',
        'pods/log',
        'services',
        'configmaps',
        'events',
        'endpoints',
        'serviceaccounts',
        'persistentvolumeclaims',
        'resourcequotas',
        'limitranges',
      ],
      verbs: reading,
    },
    { apiGroups: ['apps', 'batch', 'autoscaling', 'networking.k8s.io', 'policy'], resources: ['*'], verbs: reading },
  ],
};

export function createRbac(store: Store, api: Api, adminToken: string, now: () => Date = () => new Date()): Rbac {
  const issued = new Map<string, { user: User; expires: number; namespace: string; account: string; uid: string }>();
  const kind = (plural: string): Resource | null => api.resource('rbac.authorization.k8s.io', 'v1', plural);
  const all = (plural: string, namespace: string | null): readonly KubernetesObject[] => {
    const resource = kind(plural);
    return resource === null ? [] : store.list(resource, namespace);
  };
  const rulesOf = (reference: unknown, namespace: string | null): readonly Rule[] => {
    const { kind: type, name } = reference as { kind: string; name: string };
    const resource = kind(type === 'Role' ? 'roles' : 'clusterroles');
    const found = resource === null ? null : store.get(resource, type === 'Role' ? namespace : null, name);
    return (found?.object.rules as readonly Rule[] | undefined) ?? (type === 'ClusterRole' ? (defaultRoles[name] ?? []) : []);
  };
  const names = (binding: KubernetesObject, user: User): boolean =>
    ((binding.subjects as { kind: string; name: string; namespace?: string }[] | undefined) ?? []).some(
      (subject) =>
        (subject.kind === 'User' && subject.name === user.name) ||
        (subject.kind === 'Group' && user.groups.includes(subject.name)) ||
        (subject.kind === 'ServiceAccount' &&
          user.name === `system:serviceaccount:${subject.namespace ?? binding.metadata.namespace}:${subject.name}`),
    );
  const uidOf = (namespace: string, account: string): string => {
    const resource = api.resource('', 'v1', 'serviceaccounts');
    return (resource && store.get(resource, namespace, account)?.object.metadata.uid) ?? '';
  };
  return {
    authenticate: (authorization) => {
      const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
      if (token === adminToken) return { name: 'admin', groups: ['system:masters', 'system:authenticated'] };
      const found = token === undefined ? undefined : issued.get(token);
      // A token ends with the account it was given to, also when there is another of that name.
      if (!found || found.expires <= now().getTime() || uidOf(found.namespace, found.account) !== found.uid)
        throw new ApiError(401, 'Unauthorized', 'Unauthorized');
      return found.user;
    },
    allows: (user, { verb, group, resource, namespace, name }) => {
      if (user.groups.includes('system:masters')) return true;
      const bindings = [
        ...all('clusterrolebindings', null).map((binding) => ({ binding, scope: null })),
        ...(namespace === null ? [] : all('rolebindings', namespace).map((binding) => ({ binding, scope: namespace }))),
      ];
      const covers = (list: readonly string[] | undefined, value: string) =>
        list?.includes('*') === true || list?.includes(value) === true;
      return bindings
        .filter(({ binding }) => names(binding, user))
        .flatMap(({ binding, scope }) => rulesOf(binding.roleRef, scope))
        .some(
          (rule) =>
            covers(rule.verbs, verb) &&
            covers(rule.apiGroups, group) &&
            covers(rule.resources, resource) &&
            (rule.resourceNames === undefined || (name !== null && rule.resourceNames.includes(name))),
        );
    },
    issue: (namespace, account, seconds) => {
      const token = `sa.${randomBytes(24).toString('base64url')}`;
      const expires = now().getTime() + seconds * 1000;
      const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
      const user = { name: `system:serviceaccount:${namespace}:${account}`, groups };
      issued.set(token, { user, expires, namespace, account, uid: uidOf(namespace, account) });
      return { token, expirationTimestamp: new Date(expires).toISOString().replace(/\.\d+Z$/, 'Z') };
    },
  };
}
