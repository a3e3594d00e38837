/**
 * What an API server does with a new pod in a namespace with limits: LimitRanger fills in what its containers do not say, ResourceQuota refuses what
 * would be too much, in Kubernetes' own words. Source: k8s.io/apiserver resourcequota admission, LimitRanger.
 */
import { ApiError } from './api-error.ts';
import type { KubernetesObject } from './resources.ts';

type Quantities = Readonly<Record<string, string>>;
interface Container {
  readonly name: string;
  resources?: { limits?: Quantities; requests?: Quantities };
}
interface LimitRangeSpec {
  readonly limits?: readonly { readonly type: string; readonly default?: Quantities; readonly defaultRequest?: Quantities }[];
}

/** `others`: the pods that are there. @throws ApiError 403 */
export function admitPod(
  pod: KubernetesObject,
  present: {
    readonly ranges: readonly KubernetesObject[];
    readonly quotas: readonly KubernetesObject[];
    readonly others: readonly KubernetesObject[];
  },
): void {
  for (const range of present.ranges) fillIn(pod, range);
  for (const { metadata, spec } of present.quotas) {
    const hard = (spec?.hard ?? {}) as Quantities;
    const counted = Object.keys(hard).filter((name) => /^(limits|requests)\.(cpu|memory)$/.test(name));
    const missing = counted.flatMap((name) =>
      containersOf(pod).flatMap((c) => (saidBy(c, name) === undefined ? [`${name} for: ${c.name}`] : [])),
    );
    if (missing.length > 0) throw forbidden(pod, `failed quota: ${metadata.name}: must specify ${missing.join('; ')}`);
    const sums = [...counted, ...(hard.pods === undefined ? [] : ['pods'])].sort().map((name) => ({
      name,
      requested: takenBy(pod, name),
      used: present.others.filter(counts).reduce((sum, other) => sum + takenBy(other, name), 0),
      limited: amount(hard[name] ?? '0'),
    }));
    const over = sums.filter(({ requested, used, limited }) => requested > 0 && used + requested > limited);
    if (over.length === 0) continue;
    const list = (of: 'requested' | 'used' | 'limited') => over.map((s) => `${s.name}=${text(s.name, s[of])}`).join(',');
    throw forbidden(
      pod,
      `exceeded quota: ${metadata.name}, requested: ${list('requested')}, used: ${list('used')}, limited: ${list('limited')}`,
    );
  }
}

const forbidden = ({ metadata: { name } }: KubernetesObject, why: string) =>
  new ApiError(403, 'Forbidden', `pods "${name}" is forbidden: ${why}`, { name, kind: 'pods' });

function fillIn(pod: KubernetesObject, { spec }: KubernetesObject): void {
  const limit = (spec as LimitRangeSpec | undefined)?.limits?.find(({ type }) => type === 'Container');
  if (limit === undefined) return;
  for (const container of containersOf(pod)) {
    const { limits, requests } = container.resources ?? {};
    container.resources = {
      ...container.resources,
      limits: { ...limit.default, ...limits },
      // Who says only the most is promised as much.
      requests: { ...limit.defaultRequest, ...limits, ...requests },
    };
  }
}

const containersOf = ({ spec }: KubernetesObject): readonly Container[] =>
  (spec as { readonly containers?: readonly Container[] } | undefined)?.containers ?? [];

/** Those that have ended take nothing. */
const counts = ({ status }: KubernetesObject): boolean => status?.phase !== 'Succeeded' && status?.phase !== 'Failed';

function saidBy({ resources }: Container, name: string): string | undefined {
  const [of = '', resource = ''] = name.split('.');
  return (of === 'limits' ? resources?.limits : resources?.requests)?.[resource];
}

const takenBy = (pod: KubernetesObject, name: string): number =>
  name === 'pods' ? 1 : containersOf(pod).reduce((sum, container) => sum + amount(saidBy(container, name) ?? '0'), 0);

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

export function amount(quantity: string): number {
  const [, number = '0', unit = ''] = /^([0-9.]+)([A-Za-z]*)$/.exec(quantity) ?? [];
  return Number(number) * (UNITS[unit] ?? 1);
}

/** As the API server writes it. */
const text = (name: string, value: number): string =>
  name.endsWith('.memory') ? sizeText(value) : Number.isInteger(value) ? String(value) : `${Math.round(value * 1000)}m`;

export function sizeText(bytes: number): string {
  const unit = (['Ti', 'Gi', 'Mi', 'Ki', ''] as const).find((u) => bytes % (UNITS[u] ?? 1) === 0) ?? '';
  return `${bytes / (UNITS[unit] ?? 1)}${bytes === 0 ? '' : unit}`;
}
