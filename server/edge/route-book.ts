/** Which workload answers for a host name, in memory: the pure middle of the edge. */
import type { RequestCounts, Route, RouteTarget } from '../../domain/ports/route-table.ts';
import { createLatency, type Latency } from './latency.ts';

export interface RouteBook {
  /** Replaces a workload's routes. Of two workloads that claim one name the later one has it, until it gives it up. */
  set(instanceId: string, routes: readonly Route[]): void;
  remove(instanceId: string): void;
  all(): Readonly<Record<string, readonly Route[]>>;
  /** Targets in the order to try them, beginning with another one each time; null for a name nobody has. */
  find(hostname: string): { readonly instanceId: string; readonly targets: readonly RouteTarget[] } | null;
  /** Counts an answered request. */
  record(instanceId: string, status: number, ms: number): void;
  takeCounts(): Record<string, RequestCounts>;
}

interface Entry {
  readonly instanceId: string;
  readonly targets: readonly RouteTarget[];
  next: number;
}

interface Count {
  requests: number;
  errors: number;
  readonly latency: Latency;
}

export function createRouteBook(initial: Readonly<Record<string, readonly Route[]>> = {}): RouteBook {
  const routes = new Map(Object.entries(initial));
  let byHostname = index(routes);
  let counts = new Map<string, Count>();
  return {
    set: (instanceId, next) => {
      routes.delete(instanceId);
      routes.set(instanceId, next);
      byHostname = index(routes);
    },
    remove: (instanceId) => {
      if (routes.delete(instanceId)) byHostname = index(routes);
    },
    all: () => Object.fromEntries(routes),
    find: (hostname) => {
      const entry =
        byHostname.get(hostname) ??
        wildcardsOf(hostname)
          .map((name) => byHostname.get(name))
          .find((e) => e !== undefined);
      if (!entry) return null;
      const from = entry.next++ % Math.max(entry.targets.length, 1);
      return { instanceId: entry.instanceId, targets: [...entry.targets.slice(from), ...entry.targets.slice(0, from)] };
    },
    record: (instanceId, status, ms) => {
      const count = counts.get(instanceId) ?? { requests: 0, errors: 0, latency: createLatency() };
      counts.set(instanceId, count);
      count.requests += 1;
      if (status >= 500) count.errors += 1;
      count.latency.record(ms);
    },
    takeCounts: () => {
      const taken = counts;
      counts = new Map();
      return Object.fromEntries(
        [...taken].map(([id, { requests, errors, latency }]) => [id, { requests, errors, latencyP90Ms: latency.p90() }]),
      );
    },
  };
}

function index(routes: ReadonlyMap<string, readonly Route[]>): Map<string, Entry> {
  const byHostname = new Map<string, Entry>();
  for (const [instanceId, list] of routes) {
    for (const { hostname, targets } of list) byHostname.set(hostname.toLowerCase(), { instanceId, targets, next: 0 });
  }
  return byHostname;
}

/** The narrowest first: `a.b.c` is below `*.b.c` and `*.c`. */
const wildcardsOf = (hostname: string): readonly string[] =>
  hostname
    .split('.')
    .slice(1)
    .map((_, i, labels) => `*.${labels.slice(i).join('.')}`);

/** `App.Example.localhost.:8080` → `app.example.localhost`; an IPv6 address keeps its brackets. */
export function hostnameOf(host: string | undefined): string {
  return (host ?? '').toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
}
