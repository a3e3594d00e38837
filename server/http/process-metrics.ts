/**
 * The metrics of one of our processes: how long webhooks of the engine took, what the reconcilers do, and what is not finished. What is in the
 * database is asked for when somebody scrapes, at most every ten seconds.
 */
import type { ServerResponse } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { EXPIRING_MS } from '../../domain/plan/custom-domain.ts';
import type { ReconcileObservation, Reconciler } from '../../reconcile/index.ts';
import type { GraphqlClient } from '../../sdk/client.ts';
import { BacklogDocument, type BacklogQuery } from '../../sdk/generated.ts';

export interface ProcessMetrics {
  /** Tells that a webhook was answered. */
  handled(webhook: { readonly kind: string; readonly name: string; readonly status: number; readonly durationMs: number }): void;
  /** Tells what the reconcilers do. */
  observe(observation: ReconcileObservation): void;
  /** From now on the load of these is told, and what is not finished in the database. */
  watch(reconciler: Pick<Reconciler, 'load'>): void;
  /** In Prometheus's text form. */
  text(): Promise<string>;
  answer(response: ServerResponse): Promise<void>;
}

export interface ProcessMetricsOptions {
  /** Tell of the process itself (memory, event loop) as well. */
  readonly process: boolean;
  /** Talks to the engine with the admin secret; null: nothing of the database is told. */
  readonly graphql: GraphqlClient | null;
}

const BACKLOG_MS = 10_000;
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createProcessMetrics({ process, graphql }: ProcessMetricsOptions): ProcessMetrics {
  const registry = new Registry();
  if (process) collectDefaultMetrics({ register: registry });
  const own = { registers: [registry] };
  const handlerSeconds = new Histogram({
    ...own,
    name: 'northstack_handler_seconds',
    help: 'Time until an action, event or cron webhook of the engine was answered',
    labelNames: ['kind', 'name', 'status'],
    buckets: SECONDS,
  });
  const reconcileSeconds = new Histogram({
    ...own,
    name: 'northstack_reconcile_seconds',
    help: 'Time of one look at a thing, by its kind',
    labelNames: ['kind'],
    buckets: SECONDS,
  });
  const failures = new Counter({
    ...own,
    name: 'northstack_reconcile_failures_total',
    help: 'Looks that failed and are tried again, by kind',
    labelNames: ['kind'],
  });
  const published = new Counter({
    ...own,
    name: 'northstack_events_published_total',
    help: 'Domain events that the event bus has taken from this process',
  });
  let refused: number | null = null;
  let reconciler: Pick<Reconciler, 'load'> | null = null;
  const backlog = cachedFor(BACKLOG_MS, async () =>
    graphql === null || reconciler === null
      ? null
      : backlogOf(await graphql.request(BacklogDocument, { expiring: new Date(Date.now() + EXPIRING_MS).toISOString() })),
  );
  const gauge = (name: string, help: string, labelNames: readonly string[], collect: (gauge: Gauge) => void | Promise<void>) =>
    new Gauge({
      ...own,
      name,
      help,
      labelNames: [...labelNames],
      async collect() {
        this.reset();
        await collect(this);
      },
    });
  gauge('northstack_events_refused', 'Domain events that the event bus will not take; event_outbox says why', [], (g) => {
    if (refused === null) g.remove();
    else g.set(refused);
  });
  gauge('northstack_queue_waiting', 'Things that wait to be looked at', ['queue'], (g) => {
    for (const [queue, { waiting }] of Object.entries(reconciler?.load() ?? {})) g.set({ queue }, waiting);
  });
  gauge('northstack_queue_working', 'Things that are being looked at', ['queue'], (g) => {
    for (const [queue, { working }] of Object.entries(reconciler?.load() ?? {})) g.set({ queue }, working);
  });
  gauge('northstack_queue_slow', 'Of these, those that take long: something outside hangs', ['queue'], (g) => {
    for (const [queue, { slow }] of Object.entries(reconciler?.load() ?? {})) g.set({ queue }, slow);
  });
  const single = (name: string, help: string, read: (found: Backlog) => number) =>
    gauge(name, help, [], async (g) => {
      const found = await backlog();
      if (found === null) g.remove();
      else g.set(read(found));
    });
  gauge('northstack_unfinished', 'What is under way or waits, by kind', ['kind'], async (g) => {
    for (const [kind, { count }] of Object.entries((await backlog())?.work ?? {})) g.set({ kind }, count);
  });
  gauge('northstack_unfinished_oldest_seconds', 'Age of the oldest of these', ['kind'], async (g) => {
    for (const [kind, { oldestAt }] of Object.entries((await backlog())?.work ?? {})) g.set({ kind }, ageOf(oldestAt));
  });
  single('northstack_events_waiting', 'Domain events that the event bus does not have yet', ({ events }) => events.count);
  // Counted on while nothing moves: a bus that is away is seen by this.
  single('northstack_events_lag_seconds', 'Age of the oldest domain event that the event bus should have', ({ events }) =>
    ageOf(events.oldestAt),
  );
  single(
    'northstack_event_dead_letters',
    'Events that a program on the event bus gave up and nobody has seen to',
    ({ deadLetters }) => deadLetters.count,
  );
  single('northstack_strays', 'Things that platforms hold with our labels and without a row', ({ strays }) => strays);
  single('northstack_domains_failed', 'Domains of teams that cannot be served', ({ domains }) => domains.failed);
  single(
    'northstack_domains_expiring',
    'Domains whose certificate has less than two weeks and was not renewed',
    ({ domains }) => domains.expiring,
  );
  return {
    handled: ({ kind, name, status, durationMs }) => handlerSeconds.observe({ kind, name, status }, durationMs / 1000),
    observe: (observation) => {
      if (observation.kind === 'reconciled')
        reconcileSeconds.observe({ kind: observation.ref.kind }, observation.durationMs / 1000);
      if (observation.kind === 'reconcile-failed') failures.inc({ kind: observation.ref.kind });
      if (observation.kind !== 'events-published') return;
      published.inc(observation.published);
      refused = observation.refused;
    },
    watch: (watched) => {
      reconciler = watched;
    },
    text: () => registry.metrics(),
    answer: async (response) => {
      const body = await registry.metrics();
      response.writeHead(200, { 'content-type': registry.contentType }).end(body);
    },
  };
}

interface Waiting {
  readonly count: number;
  /** null: nothing waits. */
  readonly oldestAt: number | null;
}

interface Backlog {
  readonly work: Readonly<Record<string, Waiting>>;
  readonly events: Waiting;
  readonly deadLetters: Waiting;
  readonly strays: number;
  readonly domains: { readonly failed: number; readonly expiring: number };
}

type Aggregate = BacklogQuery['builds'];

function backlogOf({
  event_outbox: events,
  event_dead_letters: letters,
  strays,
  domains_failed,
  domains_expiring,
  ...work
}: BacklogQuery): Backlog {
  return {
    work: Object.fromEntries(Object.entries(work).map(([kind, found]) => [kind, waitingOf(found)])),
    events: waitingOf(events),
    deadLetters: waitingOf(letters),
    strays: strays.aggregate?.count ?? 0,
    domains: { failed: domains_failed.aggregate?.count ?? 0, expiring: domains_expiring.aggregate?.count ?? 0 },
  };
}

function waitingOf({ aggregate }: Aggregate): Waiting {
  const since = aggregate?.min?.created_at ?? null;
  return { count: aggregate?.count ?? 0, oldestAt: since === null ? null : Date.parse(since) };
}

const ageOf = (at: number | null): number => (at === null ? 0 : Math.max(0, (Date.now() - at) / 1000));

/** Whoever asks while it is asked for shares the answer; null when it fails. */
function cachedFor<T>(forMs: number, ask: () => Promise<T | null>): () => Promise<T | null> {
  let answer: Promise<T | null> | null = null;
  let until = 0;
  return () => {
    if (answer === null || performance.now() > until) {
      until = performance.now() + forMs;
      answer = ask().catch(() => null);
    }
    return answer;
  };
}
