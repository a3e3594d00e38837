/** `api_limits` (dialect §1.8): numbers globally and by role. */
import type { ApiLimitsMetadata } from '../metadata/metadata.ts';
import type { ApiLimits, Limit } from './model.ts';

type LimitMetadata = ApiLimitsMetadata['depth_limit'];

export function resolveLimits(metadata: ApiLimitsMetadata | null | undefined): ApiLimits {
  const limit = (given: LimitMetadata, read: (value: unknown) => number | null = number): Limit =>
    given?.state === 'disabled'
      ? NONE
      : {
          global: read(given?.global),
          perRole: new Map(Object.entries(given?.per_role ?? {}).flatMap(([role, v]) => pair(role, read(v)))),
        };
  return {
    disabled: metadata?.disabled ?? false,
    depth: limit(metadata?.depth_limit),
    nodes: limit(metadata?.node_limit),
    timeSeconds: limit(metadata?.time_limit),
    batch: limit(metadata?.batch_limit),
    rate: {
      perMinute: limit(metadata?.rate_limit, (value) => number(property(value, 'max_reqs_per_min'))),
      uniqueParams: uniqueParams(property(metadata?.rate_limit?.global, 'unique_params')),
    },
  };
}

const NONE: Limit = { global: null, perRole: new Map() };

const pair = (role: string, value: number | null): [string, number][] => (value === null ? [] : [[role, value]]);

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;

function uniqueParams(value: unknown): ApiLimits['rate']['uniqueParams'] {
  if (value === 'IP') return 'IP';
  return Array.isArray(value) && value.every((v) => typeof v === 'string') ? value : null;
}
