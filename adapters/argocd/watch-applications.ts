/**
 * Says which instances to look at: by Argo CD's stream, which loses events and dies in silence, and by a short list every minute that finds what it
 * lost. Only what is different from what was last heard is told, so that a reconnect to a thousand applications wakes none of them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ArgocdApi } from './argocd-api.ts';
import { labels, OURS } from './names.ts';
import type { Application } from './replies.ts';

export interface WatchOptions {
  readonly api: ArgocdApi;
  readonly signal: AbortSignal;
  /** The instance's id. */
  readonly changed: (instanceId: string) => void;
  readonly onProblem: (problem: unknown) => void;
  /** Default one minute. */
  readonly relistMs?: number;
  /** Silence after which the stream counts as dead; it beats every 15 s. Default 45 s. */
  readonly idleMs?: number;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

export async function watchApplications({
  api,
  signal,
  changed,
  onProblem,
  relistMs = 60_000,
  idleMs = 45_000,
}: WatchOptions): Promise<void> {
  /** What was last told, by application. */
  const versions = new Map<string, string>();
  const prints = new Map<string, string>();
  let isFirst = true;

  const heard = ({ metadata, ...rest }: Application, gone: boolean) => {
    const instance = metadata.labels?.[labels.instance];
    if (metadata.resourceVersion) versions.set(metadata.name, metadata.resourceVersion);
    if (gone) versions.delete(metadata.name);
    const print = gone ? 'gone' : printOf({ metadata, ...rest });
    const before = prints.get(metadata.name);
    if (gone) prints.delete(metadata.name);
    else prints.set(metadata.name, print);
    // The first of all tells nothing new: after a start everything is looked at anyway.
    if (instance !== undefined && print !== before && !(isFirst && before === undefined)) changed(instance);
  };

  async function stream(): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        for await (const event of untilSilent(api, idleMs, signal)) {
          failures = 0;
          if (event.type === 'application') heard(event.application, event.gone);
        }
        failures += 1;
      } catch (problem) {
        if (signal.aborted) return;
        failures += 1;
        onProblem(problem);
      }
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10));
      await sleep(pause * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
    }
  }

  async function relist(): Promise<void> {
    while (!signal.aborted) {
      await sleep(relistMs * (0.9 + Math.random() / 5), undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      try {
        const items = await api.brief(`${OURS},${labels.instance}`, signal);
        isFirst = false;
        const there = new Set(items.map(({ metadata }) => metadata.name));
        for (const { metadata } of items) {
          const version = metadata.resourceVersion ?? '';
          const instance = metadata.labels?.[labels.instance];
          if (versions.get(metadata.name) === version || instance === undefined) continue;
          versions.set(metadata.name, version);
          changed(instance);
        }
        for (const name of versions.keys()) if (!there.has(name)) versions.delete(name);
        for (const name of prints.keys()) if (!there.has(name)) prints.delete(name);
      } catch (problem) {
        if (!signal.aborted) onProblem(problem);
      }
    }
  }
  await Promise.all([stream(), relist()]);
}

/** What of an application matters here: not when it was looked at. */
function printOf({ metadata, spec, status, operation }: Application): string {
  const { reconciledAt: _, ...rest } = status ?? {};
  return JSON.stringify([
    metadata.annotations,
    metadata.deletionTimestamp,
    spec.source?.targetRevision,
    rest,
    operation === undefined,
  ]);
}

async function* untilSilent(api: ArgocdApi, idleMs: number, signal: AbortSignal) {
  const ending = new AbortController();
  const events = api.watch(OURS, AbortSignal.any([signal, ending.signal]));
  try {
    for (;;) {
      const timer = setTimeout(() => ending.abort(), idleMs);
      const next = await events.next().finally(() => clearTimeout(timer));
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    if (ending.signal.aborted && !signal.aborted) return;
    throw error;
  } finally {
    await events.return(undefined);
  }
}
