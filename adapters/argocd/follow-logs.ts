/**
 * Lines of running pods into the log sink, by Argo CD, which reaches every cluster. One stream for each workload that was looked at lately, up to a
 * bound: a company with more of them reads its logs from a log store. A stream that ends is opened again where it stopped.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogSink } from '../../domain/ports/sinks.ts';
import { createRedact, type Redact } from '../../kit/redact.ts';
import type { ArgocdApi, NamedApplication } from './argocd-api.ts';

export interface FollowedPod {
  readonly name: string;
  readonly revision: string;
  readonly replica: number;
}

export interface LogFollower extends AsyncDisposable {
  /** These are the pods of a workload now. */
  follow(instanceId: string, of: NamedApplication & { readonly namespace: string }, pods: readonly FollowedPod[]): void;
  /** Values that its lines must not hold. */
  keepSecret(instanceId: string, secrets: readonly (readonly [name: string, value: string])[]): void;
  forget(instanceId: string): void;
  redact(instanceId: string): Redact;
}

interface Followed {
  readonly pods: Map<string, FollowedPod>;
  readonly print: string;
  readonly ending: AbortController;
}

const MOST = 500;
const PAUSE_MS = 1_000;

export function openLogFollower(api: ArgocdApi, logs: LogSink, onProblem: (problem: unknown) => void): LogFollower {
  const followed = new Map<string, Followed>();
  const redacts = new Map<string, { readonly values: Map<string, readonly [string, string]>; redact: Redact }>();
  /** Newest line's time and how many had it, by pod. */
  const seen = new Map<string, { at: number; count: number }>();
  const running = new Set<Promise<void>>();
  const redact = (instanceId: string): Redact => redacts.get(instanceId)?.redact ?? ((text) => text);

  const stop = (instanceId: string) => {
    followed.get(instanceId)?.ending.abort();
    followed.delete(instanceId);
  };

  async function run(
    instanceId: string,
    of: NamedApplication & { readonly namespace: string },
    { pods, ending }: Followed,
  ): Promise<void> {
    const { signal } = ending;
    let failures = 0;
    while (!signal.aborted) {
      const names = [...pods.keys()];
      const sinceMs = Math.min(...names.map((name) => seen.get(name)?.at ?? 0));
      const replayed = new Map<string, number>();
      try {
        for await (const { podName, at, text } of api.logs(
          { ...of, follow: true, ...(sinceMs > 0 ? { sinceMs } : {}) },
          signal,
        )) {
          failures = 0;
          const pod = pods.get(podName);
          const last = seen.get(podName);
          if (pod === undefined) continue;
          // What came before comes again, from the whole second on.
          const same = (replayed.get(`${podName} ${at}`) ?? 0) + 1;
          replayed.set(`${podName} ${at}`, same);
          if (last !== undefined && (at < last.at || (at === last.at && same <= last.count))) continue;
          seen.set(podName, { at, count: last?.at === at ? last.count + 1 : 1 });
          const source = { kind: 'instance', instanceId, revision: pod.revision, replica: pod.replica } as const;
          // A container's two streams come as one.
          logs.append([{ source, stream: 'stdout', at, text: redact(instanceId)(text) }]);
        }
      } catch (problem) {
        if (signal.aborted) return;
        failures += 1;
        if (failures === 3) onProblem(problem);
      }
      await sleep(PAUSE_MS * 2 ** Math.min(failures, 6) * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
    }
  }

  return {
    follow: (instanceId, of, pods) => {
      const print = JSON.stringify(pods);
      const known = followed.get(instanceId);
      if (known?.print === print) return;
      stop(instanceId);
      for (const name of seen.keys()) if (known?.pods.has(name) && !pods.some((p) => p.name === name)) seen.delete(name);
      if (pods.length === 0 || followed.size >= MOST) return;
      const entry: Followed = { pods: new Map(pods.map((p) => [p.name, p])), print, ending: new AbortController() };
      followed.set(instanceId, entry);
      const work = run(instanceId, of, entry);
      running.add(work);
      void work.finally(() => running.delete(work));
    },
    keepSecret: (instanceId, secrets) => {
      const entry = redacts.get(instanceId) ?? { values: new Map(), redact: (text: string) => text };
      const before = entry.values.size;
      // Those of before count as well: their pods still write.
      for (const secret of secrets) entry.values.set(JSON.stringify(secret), secret);
      if (entry.values.size !== before) entry.redact = createRedact(entry.values.values());
      redacts.set(instanceId, entry);
    },
    forget: (instanceId) => {
      stop(instanceId);
      redacts.delete(instanceId);
    },
    redact,
    [Symbol.asyncDispose]: async () => {
      for (const instanceId of [...followed.keys()]) stop(instanceId);
      await Promise.all(running);
    },
  };
}
