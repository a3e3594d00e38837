/**
 * Makes a command idempotent by its request id: the effect's mutation also inserts the row of `requests`, in one transaction, so of any
 * number of parallel repeats one has the effect and all get its answer. The same id with another input is refused.
 */
import { createHash } from 'node:crypto';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { EarlierRequestDocument } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { forMember, type Member } from './session.ts';

export interface Command<Answer> {
  readonly action: string;
  readonly member: Member;
  readonly requestId: string;
  /** What makes two commands the same, without the request id. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Looks at the world and says what to do, or throws. Not asked for a repeat. */
  readonly plan: () => Promise<Effect<Answer>>;
}

export interface Effect<Answer> {
  readonly answer: Answer;
  /** Runs the mutation; must insert `row` and be one transaction. */
  readonly run: (
    row: RequestRow,
    options: { readonly headers: Readonly<Record<string, string>>; readonly idempotent: true },
  ) => Promise<unknown>;
}

/** Variables of the mutation that insert the row of `requests`. */
export interface RequestRow {
  readonly actorId: string;
  readonly requestId: string;
  readonly action: string;
  readonly inputHash: string;
  readonly answer: unknown;
}

export async function once<Answer>(
  deps: ActionDeps,
  command: Command<Answer>,
  parseAnswer: (answer: unknown) => Answer,
): Promise<Answer> {
  const { action, member, requestId } = command;
  const inputHash = hash(action, command.input);
  const earlier = await findEarlier(deps, command, inputHash);
  if (earlier !== null) return parseAnswer(earlier.answer);
  try {
    const { answer, run } = await command.plan();
    const row = { actorId: member.userId, requestId, action, inputHash, answer };
    await run(row, { headers: forMember(member, requestId), idempotent: true });
    return answer;
  } catch (error) {
    // A parallel repeat may have been first: then its effect is also what a plan stumbles over.
    if (!isRepeat(error) && !(error instanceof Fault)) throw error;
    const first = await findEarlier(deps, command, inputHash);
    if (first === null) throw error;
    return parseAnswer(first.answer);
  }
}

async function findEarlier<Answer>(
  { graphql }: ActionDeps,
  { member, requestId }: Command<Answer>,
  inputHash: string,
): Promise<{ readonly answer: unknown } | null> {
  const { requests_by_pk: row } = await graphql.request(
    EarlierRequestDocument,
    { actorId: member.userId, requestId },
    { idempotent: true },
  );
  if (row !== null && row.input_hash !== inputHash) {
    throw new Fault('conflict', {
      code: 'request-id-reused',
      message: 'This requestId was used for another command. Choose a new one for each command.',
    });
  }
  return row;
}

const isRepeat = (error: unknown): boolean =>
  error instanceof GraphqlError && error.code === 'constraint-violation' && error.message.includes('requests_pkey');

const hash = (action: string, input: Readonly<Record<string, unknown>>): string =>
  createHash('sha256')
    .update(JSON.stringify([action, Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1))]))
    .digest('hex');
