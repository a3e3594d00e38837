/** Lists what consumers of the event bus gave up, has it sent to them once more, and notes that somebody has seen to it. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import {
  DeadLettersDocument,
  type DeadLettersQuery,
  SendDeadLetterAgainDocument,
  SettleDeadLettersDocument,
} from '../../sdk/generated.ts';
import { asAdministrator } from '../connection/as-administrator.ts';
import type { Connection } from '../connection/connect.ts';
import type { Output } from '../output/output.ts';
import { table } from '../output/table.ts';

export async function listDeadLetters(
  { client }: Connection,
  output: Output,
  { consumer, all }: { readonly consumer: string | null; readonly all: boolean },
): Promise<void> {
  const where = {
    ...(consumer === null ? {} : { consumer: { _eq: consumer } }),
    ...(all ? {} : { settled_at: { _is_null: true } }),
  };
  const found = await client.request(DeadLettersDocument, { where }, { idempotent: true, ...asAdministrator });
  output.result(found.event_dead_letters, () =>
    table(
      ['ID', 'WHEN', 'CONSUMER', 'EVENT', 'TRIED', ''],
      found.event_dead_letters.map((letter) => [
        letter.id,
        letter.created_at.slice(0, 19),
        letter.consumer,
        `${letter.event_type ?? 'not kept any more'}${letter.event_id ? ` ${letter.event_id}` : ''}`,
        String(letter.deliveries),
        output.paint(letter.redelivery_refusal === null ? 'dim' : 'red', outcomeOf(letter)),
      ]),
      all ? 'No program gave anything up.' : 'Nothing is open.',
    ),
  );
}

function outcomeOf(letter: DeadLettersQuery['event_dead_letters'][number]): string {
  if (letter.redelivery_refusal !== null) return `cannot be sent again: ${letter.redelivery_refusal}`;
  if (letter.redelivery_wanted_at !== null && letter.redelivered_at === null) return 'is sent again';
  return letter.settled_at === null ? '' : `settled ${letter.settled_at.slice(0, 19)} ${letter.note}`.trim();
}

/** They are settled when the bus has them. @throws Fault gone at the first that cannot be */
export async function redeliverDeadLetters({ client }: Connection, output: Output, ids: readonly string[]): Promise<void> {
  for (const id of ids)
    await client.request(SendDeadLetterAgainDocument, { id, requestId: randomUUID() }, { idempotent: true, ...asAdministrator });
  output.result({ redelivered: ids.length }, () => (ids.length === 1 ? 'It is sent again.' : `${ids.length} are sent again.`));
}

/** Those that are settled already stay as they are. @throws Fault gone when none of them was open */
export async function settleDeadLetters(
  { client }: Connection,
  output: Output,
  ids: readonly string[],
  note: string,
): Promise<void> {
  const { update_event_dead_letters: updated } = await client.request(
    SettleDeadLettersDocument,
    { ids: [...ids], note },
    asAdministrator,
  );
  const settled = updated?.affected_rows ?? 0;
  if (settled === 0)
    throw new Fault('gone', {
      code: 'dead-letters-not-open',
      message: 'None of these is open: «northstack dead-letters --all» shows what there is.',
    });
  output.result({ settled }, () => (settled === 1 ? 'Settled.' : `${settled} settled.`));
}
