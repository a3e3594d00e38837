/** What of a configuration plan its author may not do: protected environments are for team leads and above. Pure. */
import { domainOf, environmentPath, projectOf, type Scalar, slugOf } from '../config/resources.ts';
import type { ConfigChange } from './config.ts';

export interface ConfigFacts {
  /** Paths of the environments that are protected now. */
  readonly protectedEnvironments: ReadonlySet<string>;
  /** Paths of the services that run, or ran, in a protected environment. */
  readonly protectedServices: ReadonlySet<string>;
}

export interface ConfigRefusal {
  readonly path: string;
  readonly message: string;
}

export function configRefusals(changes: readonly ConfigChange[], facts: ConfigFacts, role: string): readonly ConfigRefusal[] {
  const misplaced = PLACING.has(role) ? [] : changes.filter(isPlaced).map(({ path }) => ({ path, message: PLACED }));
  if (role !== 'developer') return misplaced;
  const refused = changes.flatMap((change) => refusal(change, facts).map((message) => ({ path: change.path, message })));
  return [...misplaced, ...refused];
}

/** Who chooses clusters. */
const PLACING: ReadonlySet<string> = new Set(['devops', 'org_owner', 'platform_admin']);
const PLACED = 'Choosing the cluster of an environment, or its namespace, is for devops and owners.';

const isPlaced = ({ kind, action, fields }: ConfigChange): boolean =>
  kind === 'environment' && action !== 'delete' && fields.some(({ field }) => field === 'cluster' || field === 'namespace');

/** What a developer's new environment is like. */
const UNPROTECTED: Readonly<Record<string, Scalar>> = {
  protected: false,
  approvalsRequired: 1,
  approvalsSelf: false,
  approvalsTimeoutHours: 24,
};

function refusal({ action, kind, path, fields }: ConfigChange, facts: ConfigFacts): readonly string[] {
  if (action === 'unchanged') return [];
  if (kind === 'environment') {
    if (action === 'delete') return ['Environments are deleted by team leads.'];
    return fields.some(
      ({ field, after }) => Object.hasOwn(UNPROTECTED, field) && (action === 'update' || after !== UNPROTECTED[field]),
    )
      ? ['Protecting an environment, or ending that, is for team leads.']
      : [];
  }
  if (kind === 'database') {
    if (action !== 'create') return ['Changing and deleting databases is for team leads.'];
    return facts.protectedEnvironments.has(environmentPath(projectOf(path), slugOf(path).split('@')[1] ?? ''))
      ? ['The environment is protected: databases there are made by team leads.']
      : [];
  }
  if (kind === 'project')
    return action === 'update' && fields.some((f) => f.field === 'team')
      ? ['Giving a project to another team is for team leads.']
      : [];
  if (action === 'delete')
    return facts.protectedServices.has(path) ? ['It runs in a protected environment: deleting it is for team leads.'] : [];
  const isProtected = (environment: string): boolean =>
    facts.protectedEnvironments.has(environmentPath(projectOf(path), environment));
  const named = new Set(fields.flatMap(({ field }) => domainOf(field)?.environment ?? []));
  const domains = [...named].filter(isProtected);
  const scaled = fields
    .filter(({ field, before, after }) => field.startsWith('replicas.') && before !== null && before !== after)
    .map(({ field }) => field.slice('replicas.'.length))
    .filter(isProtected);
  return [
    ...scaled.map((environment) => `The environment ${environment} is protected: scaling there is for team leads.`),
    ...domains.map((environment) => `The environment ${environment} is protected: its domains are for team leads.`),
  ];
}
