/** Targets of a range that nothing can be measured against: they are shares of what a replica requests, and its settings request nothing. */
import type { ReplicaWish } from '../values/replica-wish.ts';
import type { Resource } from './resources.ts';

export function unmeasured(
  { cpuPercent, memoryPercent }: ReplicaWish,
  fields: Resource['fields'],
): readonly ('cpu' | 'memory')[] {
  const requests = (...names: readonly string[]): boolean => names.some((name) => typeof fields[name] === 'number');
  return [
    ...(cpuPercent !== null && !requests('cpuRequestMillicores', 'cpuLimitMillicores') ? (['cpu'] as const) : []),
    ...(memoryPercent !== null && !requests('memoryRequestMegabytes', 'memoryLimitMegabytes') ? (['memory'] as const) : []),
  ];
}
