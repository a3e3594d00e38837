/**
 * List, then follow: what is there first, then each change, for as long as the caller listens. Watches break in many ways and often silently,
 * so: one that says nothing for a while (not even a bookmark) is opened anew where it stopped; one whose place is no longer remembered
 * (410, as a status or as an event) begins with a list; failures are tried again with growing pauses; and from time to time everything is listed
 * anew in any case. Where several watchers lose their server at once they come back spread over time.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Fault } from '../../../kit/fault.ts';
import { faultOfStatus } from './faults-of.ts';
import { type Kind, type KubernetesObject, pathOf } from './kind.ts';
import type { Listed, ListOptions } from './open-client.ts';
import type { Transport } from './transport.ts';

export type WatchEvent<T> =
  /** All there is: what was known and is not among them is gone. The first event, and later ones after a gap. */
  | { readonly type: 'listed'; readonly objects: readonly T[] }
  | { readonly type: 'changed'; readonly object: T }
  | { readonly type: 'deleted'; readonly object: T };

export interface WatchOptions {
  readonly signal: AbortSignal;
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** Silence, bookmarks included, after which a watch counts as dead. */
  readonly idleMs?: number;
  /** Between lists that nothing made necessary; some are a little earlier. */
  readonly relistMs?: number;
  /** The longest pause between tries. */
  readonly maximumPauseMs?: number;
  /** What went wrong and is being tried again. */
  readonly onProblem?: (problem: unknown) => void;
}

interface Server {
  list<T extends KubernetesObject>(kind: Kind<T>, options: ListOptions): Promise<Listed<T>>;
  lines: Transport['lines'];
}

const FIRST_PAUSE_MS = 500;
const SERVER_LIMIT_SECONDS = 290;
const event = z.object({ type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']), object: z.unknown() });
const versioned = z.object({ metadata: z.object({ resourceVersion: z.string() }) });
const failure = z.looseObject({ code: z.number() });

export async function* watchKind<T extends KubernetesObject>(
  kind: Kind<T>,
  server: Server,
  options: WatchOptions,
): AsyncGenerator<WatchEvent<T>> {
  const { signal, idleMs = 5 * 60_000, relistMs = 30 * 60_000, maximumPauseMs = 30_000, onProblem = () => {} } = options;
  const where = {
    ...(options.namespace === undefined ? {} : { namespace: options.namespace }),
    ...(options.labelSelector === undefined ? {} : { labelSelector: options.labelSelector }),
    ...(options.fieldSelector === undefined ? {} : { fieldSelector: options.fieldSelector }),
  };
  let version: string | null = null;
  let relistAt = 0;
  /** Tries since something was heard. */
  let failures = 0;
  while (!signal.aborted) {
    try {
      if (version === null || Date.now() >= relistAt) {
        const { items, resourceVersion } = await server.list(kind, { ...where, signal });
        version = resourceVersion;
        relistAt = Date.now() + relistMs * (0.9 + Math.random() / 10);
        yield { type: 'listed', objects: items };
      }
      const openedAt = Date.now();
      for await (const line of untilIdle(server.lines, lineRequest(kind, where, version, signal), idleMs, relistAt)) {
        const { type, object } = event.parse(JSON.parse(line));
        if (type === 'ERROR') throw faultOfStatus({ status: failure.parse(object).code, body: object, retryAfter: undefined });
        failures = 0;
        version = versioned.parse(object).metadata.resourceVersion;
        if (type === 'BOOKMARK') continue;
        yield { type: type === 'DELETED' ? 'deleted' : 'changed', object: kind.schema.parse(object) };
      }
      // The server ends watches now and then. One that ends at once must not be asked in a circle.
      if (Date.now() - openedAt < FIRST_PAUSE_MS) {
        failures += 1;
        await pause(failures);
      }
    } catch (problem) {
      if (signal.aborted) return;
      if (problem instanceof Fault && problem.code === 'cluster-version-expired') {
        version = null;
        // A server that forgets at once would be asked in a circle.
        if (failures > 0) await pause(failures);
        failures += 1;
        continue;
      }
      onProblem(problem);
      failures += 1;
      // What was not understood once is not understood twice: begin anew.
      if (!(problem instanceof Fault) || failures > 2) version = null;
      await pause(failures, problem instanceof Fault ? problem.retryAfterMs : null);
    }
  }

  async function pause(tries: number, atLeastMs: number | null = null): Promise<void> {
    const ms = Math.max(atLeastMs ?? 0, Math.min(maximumPauseMs, FIRST_PAUSE_MS * 2 ** Math.min(tries - 1, 10)));
    await sleep(ms * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
  }
}

function lineRequest(kind: Kind, where: ListOptions, version: string, signal: AbortSignal) {
  const query = new URLSearchParams({
    watch: '1',
    allowWatchBookmarks: 'true',
    resourceVersion: version,
    timeoutSeconds: String(Math.round(SERVER_LIMIT_SECONDS * (0.9 + Math.random() / 10))),
    ...(where.labelSelector === undefined ? {} : { labelSelector: where.labelSelector }),
    ...(where.fieldSelector === undefined ? {} : { fieldSelector: where.fieldSelector }),
  });
  return { method: 'GET' as const, path: `${pathOf(kind, where)}?${query}`, signal };
}

/** The lines, until none came for a while or it is time for a list. The caller's own time does not count. */
async function* untilIdle(
  lines: Transport['lines'],
  request: { readonly method: 'GET'; readonly path: string; readonly signal: AbortSignal },
  idleMs: number,
  relistAt: number,
): AsyncGenerator<string> {
  const ending = new AbortController();
  const stream = lines({ ...request, signal: AbortSignal.any([request.signal, ending.signal]) });
  try {
    for (;;) {
      const timer = setTimeout(() => ending.abort(), Math.max(0, Math.min(idleMs, relistAt - Date.now())));
      const next = await stream.next().finally(() => clearTimeout(timer));
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    if (ending.signal.aborted && !request.signal.aborted) return;
    throw error;
  } finally {
    await stream.return(undefined);
  }
}
