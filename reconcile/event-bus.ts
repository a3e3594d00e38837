/**
 * Publishes what happened: each event at least once, those of one subject in their order. A row of the outbox goes when the bus has the
 * event, so whatever dies in between, it is published again; the bus tells repeats by the event's id. Two publishers at once harm nothing:
 * each publishes an event only after the one before it, or when somebody else has done that, so the first appearances are in order.
 */
import { type EventMessage, messageBody, parseEvent } from '../domain/events/event-message.ts';
import type { EventBus, Redelivery } from '../domain/ports/event-bus.ts';
import { Fault } from '../kit/fault.ts';
import { inParallel } from '../kit/in-parallel.ts';
import {
  ForgetDeadLettersDocument,
  ForgetPublishedDocument,
  RecordDeadLetterDocument,
  RecordRedeliveryDocument,
  RefuseEventDocument,
  RefuseRedeliveryDocument,
  SayWhetherEventsArePublishedDocument,
  WaitingEventsDocument,
  type WaitingEventsQuery,
  WantedRedeliveriesDocument,
} from '../sdk/generated.ts';
import { millis, type Reconcile, type ReconcileDeps, timestamp } from './deps.ts';
import type { WorkResult } from './queue.ts';

type Waiting = WaitingEventsQuery['event_outbox'][number];

const BATCH = 500;
const SUBJECTS_AT_ONCE = 32;
const DAY_MS = 24 * 3_600_000;
const LETTERS = 100;

/** `outbox`: what waits to be published. `dead-letters`: what consumers gave up. `redeliveries`: what of that is wanted once more. */
export const reconcileEventBus: Reconcile = (deps, id) => {
  if (id === 'outbox') return publish(deps);
  return id === 'redeliveries' ? redeliver(deps) : recordDeadLetters(deps);
};

/** Events wait in the outbox from now on, or no longer, by what this process publishes to. */
export const sayWhetherPublished = ({ graphql, bus }: Pick<ReconcileDeps, 'graphql' | 'bus'>): Promise<unknown> =>
  graphql.request(SayWhetherEventsArePublishedDocument, { isOn: !bus.isPrivate }, { idempotent: true });

async function publish(deps: ReconcileDeps): Promise<WorkResult> {
  const { graphql, bus, now, tell } = deps;
  const variables = { limit: BATCH, refusedBefore: timestamp(now() - DAY_MS) };
  const seen = await graphql.request(WaitingEventsDocument, variables, { idempotent: true });
  const rows = seen.event_outbox;
  const done = new Set<string>();
  const refused = new Set<string>();
  const [failure] = await inParallel([...bySubject(rows)], SUBJECTS_AT_ONCE, async ([, events]) => {
    // None overtakes the one before it: a failure ends the subject's turn.
    for (const row of events) ((await publishOne(deps, row)) === 'done' ? done : refused).add(row.event_id);
  }).then(
    () => [],
    (error: unknown) => [error],
  );
  if (done.size > 0) await graphql.request(ForgetPublishedDocument, { ids: [...done] }, { idempotent: true });
  const left = rows.filter((row) => !done.has(row.event_id) && !refused.has(row.event_id) && row.refused_at === null);
  const full = rows.length === BATCH;
  const oldest = left[0] ?? (full ? rows[BATCH - 1] : undefined);
  tell({
    kind: 'events-published',
    bus: bus.name,
    published: done.size,
    waiting: Math.max(left.length, (seen.waiting.aggregate?.count ?? 0) - done.size - refused.size),
    refused: Math.max(refused.size, seen.refused.aggregate?.count ?? 0),
    oldestAt: millis(oldest?.created_at ?? null),
  });
  if (failure !== undefined) throw failure;
  return full ? { requeueAfterMs: 0 } : {};
}

/** @throws when the bus cannot be reached */
async function publishOne({ graphql, bus, now }: ReconcileDeps, { event_id: id, event }: Waiting): Promise<'done' | 'refused'> {
  // Events are kept longer than this row, so this does not happen; then there is nothing to publish.
  if (event === null) return 'done';
  const parsed = parseEvent({ id: event.id, ...messageBody(event) });
  const refusal = parsed.ok ? await refusalOf(bus.publish(parsed.message)) : parsed.problem;
  if (refusal === null) return 'done';
  await graphql.request(RefuseEventDocument, { id, at: timestamp(now()), why: refusal.slice(0, 1_000) }, { idempotent: true });
  return 'refused';
}

async function refusalOf(work: Promise<void>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof Fault && error.kind === 'reject') return error.message;
    throw error;
  }
}

function bySubject(rows: readonly Waiting[]): ReadonlyMap<string, readonly Waiting[]> {
  const subjects = new Map<string, Waiting[]>();
  for (const row of rows) {
    const known = subjects.get(row.subject_id);
    if (known) known.push(row);
    else subjects.set(row.subject_id, [row]);
  }
  return subjects;
}

async function recordDeadLetters({ graphql, bus, now }: ReconcileDeps): Promise<WorkResult> {
  const letters = await bus.deadLetters(LETTERS);
  for (const { id, consumer, deliveries, message, settle } of letters) {
    const letter = { id, consumer, deliveries, ...aboutEvent(message) };
    await graphql.request(RecordDeadLetterDocument, { letter }, { idempotent: true });
    await settle();
  }
  await graphql.request(ForgetDeadLettersDocument, { before: timestamp(now() - 90 * DAY_MS) }, { idempotent: true });
  return letters.length === LETTERS ? { requeueAfterMs: 0 } : {};
}

const aboutEvent = (message: EventMessage | null) =>
  message === null ? {} : { event_id: message.id, organization_id: message.data.organizationId, event_type: message.type };

/** Killed between the bus's answer and ours, it is sent again under the same id, which the bus tells. */
async function redeliver({ graphql, bus, now }: ReconcileDeps): Promise<WorkResult> {
  const { event_dead_letters: wanted } = await graphql.request(
    WantedRedeliveriesDocument,
    { limit: LETTERS },
    { idempotent: true },
  );
  for (const { id, consumer, redelivery_wanted_at: wantedAt, redelivery_wanted_by: by, event } of wanted) {
    if (wantedAt === null) continue;
    const refusal = await refusalOfRedelivery(bus, event, { id: `${id} ${wantedAt}`, consumer });
    const done = { id, wantedAt };
    if (refusal === null)
      await graphql.request(RecordRedeliveryDocument, { ...done, at: timestamp(now()), by }, { idempotent: true });
    else await graphql.request(RefuseRedeliveryDocument, { ...done, why: refusal.slice(0, 1_000) }, { idempotent: true });
  }
  return wanted.length === LETTERS ? { requeueAfterMs: 0 } : {};
}

async function refusalOfRedelivery(bus: EventBus, event: Waiting['event'], to: Redelivery): Promise<string | null> {
  if (event === null) return 'The event is not kept any more.';
  const parsed = parseEvent({ id: event.id, ...messageBody(event) });
  return parsed.ok ? await refusalOf(bus.redeliver(parsed.message, to)) : parsed.problem;
}
