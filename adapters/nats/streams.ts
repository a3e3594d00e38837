/** The stream of events and the stream of what consumers gave up. Made when they are not there; what an operator chose for them stays. */
import { DiscardPolicy, type JetStreamManager, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { isAbsent } from './nats-fault.ts';
import { ALL_EVENTS, advisoriesOf, deadLetterStreamOf } from './subjects.ts';

const DAY_MS = 24 * 3_600_000;
const GIB = 1_073_741_824;

export interface StreamOptions {
  readonly stream: string;
  /** Servers that keep each message. */
  readonly replicas: number;
}

/** Doing it twice changes nothing, also at the same time. */
export async function ensureStreams(manager: JetStreamManager, { stream, replicas }: StreamOptions): Promise<void> {
  const common = { storage: StorageType.File, retention: RetentionPolicy.Limits, num_replicas: replicas };
  await ensure(manager, {
    ...common,
    name: stream,
    description: 'Domain events of NorthStack',
    subjects: [ALL_EVENTS],
    max_age: nanos(7 * DAY_MS),
    max_bytes: GIB,
    discard: DiscardPolicy.Old,
    // An event that is published again, after a crash or a lost answer, is told within this.
    duplicate_window: nanos(10 * 60_000),
  });
  await ensure(manager, {
    ...common,
    name: deadLetterStreamOf(stream),
    description: 'What consumers of NorthStack events gave up',
    subjects: [...advisoriesOf(stream)],
    max_age: nanos(30 * DAY_MS),
    max_msgs: 100_000,
    discard: DiscardPolicy.Old,
  });
}

type Wanted = Parameters<JetStreamManager['streams']['add']>[0] & { readonly subjects: string[] };

async function ensure(manager: JetStreamManager, wanted: Wanted): Promise<void> {
  const found = await manager.streams.info(wanted.name).catch((error: unknown) => {
    if (isAbsent(error)) return null;
    throw error;
  });
  if (found === null) {
    await manager.streams.add(wanted);
    return;
  }
  const missing = wanted.subjects.filter((subject) => !found.config.subjects.some((s) => covers(s, subject)));
  if (missing.length > 0) await manager.streams.update(wanted.name, { subjects: [...found.config.subjects, ...missing] });
}

/** Whether everything that matches the second pattern matches the first. */
function covers(wide: string, narrow: string): boolean {
  const [ours, theirs] = [wide.split('.'), narrow.split('.')];
  for (const [i, token] of ours.entries()) {
    if (token === '>') return theirs.length > i;
    if (token !== '*' && token !== theirs[i]) return false;
    if (theirs[i] === undefined || theirs[i] === '>') return false;
  }
  return ours.length === theirs.length;
}
