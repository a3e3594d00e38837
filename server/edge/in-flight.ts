/** Requests under way by target, so that a replica is stopped only when it has answered. */
import type { RouteTarget } from '../../domain/ports/route-table.ts';

export interface InFlight {
  /** Counts one in; the returned function counts it out, once. */
  begin(target: RouteTarget): () => void;
  /** Resolves when nothing is under way to any of the targets, at the latest after `timeoutMs`. */
  drained(targets: readonly RouteTarget[], timeoutMs: number): Promise<void>;
}

export function createInFlight(): InFlight {
  const counts = new Map<string, number>();
  const waiting = new Set<() => void>();
  const key = ({ host, port }: RouteTarget) => `${host}:${port}`;
  return {
    begin: (target) => {
      const at = key(target);
      counts.set(at, (counts.get(at) ?? 0) + 1);
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        const left = (counts.get(at) ?? 1) - 1;
        if (left > 0) counts.set(at, left);
        else counts.delete(at);
        if (left === 0) for (const look of waiting) look();
      };
    },
    drained: (targets, timeoutMs) =>
      new Promise((resolve) => {
        const done = () => {
          waiting.delete(look);
          clearTimeout(timer);
          resolve();
        };
        const look = () => {
          if (!targets.some((target) => counts.has(key(target)))) done();
        };
        const timer = setTimeout(done, timeoutMs);
        waiting.add(look);
        look();
      }),
  };
}
