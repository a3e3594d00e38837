/** `api_limits` (dialect §1.8): numbers globally and by role. */
import type { ApiLimitsMetadata } from '../metadata/metadata.ts';
import type { ApiLimits, Limit, RateLimit } from './model.ts';

type LimitMetadata = ApiLimitsMetadata['depth_limit'];

export function resolveLimits(metadata: ApiLimitsMetadata | null | undefined): ApiLimits {
  const limit = (given: LimitMetadata): Limit =>
    given?.state === 'disabled'
      ? NONE
      : {
          global: number(given?.global),
          perRole: new Map(Object.entries(given?.per_role ?? {}).flatMap(([role, v]) => pair(role, number(v)))),
        };
  return {
    disabled: metadata?.disabled ?? false,
    depth: limit(metadata?.depth_limit),
    nodes: limit(metadata?.node_limit),
    timeSeconds: limit(metadata?.time_limit),
    batch: limit(metadata?.batch_limit),
    rate: resolveRate(metadata?.rate_limit),
  };
}

const NONE: Limit = { global: null, perRole: new Map() };

const pair = (role: string, value: number | null): [string, number][] => (value === null ? [] : [[role, value]]);

function resolveRate(metadata: ApiLimitsMetadata['rate_limit']): ApiLimits['rate'] {
  if (!metadata || metadata.state === 'disabled') return { global: null, perRole: new Map() };
  const perRole = Object.entries(metadata.per_role ?? {}).flatMap(([role, value]): [string, RateLimit][] => {
    const rate = rateLimit(value);
    return rate ? [[role, rate]] : [];
  });
  return { global: rateLimit(metadata.global), perRole: new Map(perRole) };
}

function rateLimit(value: unknown): RateLimit | null {
  const maxPerMinute = number(property(value, 'max_reqs_per_min'));
  return maxPerMinute === null ? null : { maxPerMinute, uniqueParams: uniqueParams(property(value, 'unique_params')) };
}

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;

function uniqueParams(value: unknown): RateLimit['uniqueParams'] {
  if (value === 'IP') return 'IP';
  return Array.isArray(value) && value.every((v) => typeof v === 'string') ? value : null;
}
