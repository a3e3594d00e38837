/**
 * Makes a command idempotent by its request id: the effect's mutation also inserts a row that says so, in one transaction, so of any
 * number of parallel repeats one has the effect and all get its answer. The same id with another input is refused.
 */
import { createHash, randomUUID } from 'node:crypto';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { EarlierAnonymousRequestDocument, EarlierRequestDocument } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { forMember, type Member } from './session.ts';

export interface Command<Answer> {
  readonly action: string;
  readonly member: Member;
  readonly requestId: string;
  /** What makes two commands the same, without the request id. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Looks at the world and says what to do, or throws. */
  readonly plan: () => Promise<Effect<Answer>>;
  /**
   * `first`, the default: a repeat is looked up before anything else, and not planned again. `late`: only when the effect is refused, which
   * costs a repeat its plan and saves every other command a question; the plan must change nothing.
   */
  readonly repeats?: 'first' | 'late';
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
export interface RequestRow extends AnonymousRow {
  readonly actorId: string;
}

/** Runs a member's command. */
export async function once<Answer>(
  deps: ActionDeps,
  { action, member, requestId, input, plan, repeats = 'first' }: Command<Answer>,
  parseAnswer: (answer: unknown) => Answer,
): Promise<Answer> {
  const find = async () => {
    const { graphql } = deps;
    const { requests_by_pk } = await graphql.request(
      EarlierRequestDocument,
      { actorId: member.userId, requestId },
      { idempotent: true },
    );
    return requests_by_pk;
  };
  const inputHash = createHash('sha256').update(canonical(action, input)).digest('hex');
  const row = { actorId: member.userId, requestId, action, inputHash };
  return await runOnce({ find, inputHash, table: 'requests', parseAnswer, repeats }, async () => {
    const { answer, run } = await plan();
    return { answer, run: () => run({ ...row, answer }, { headers: forMember(member, requestId), idempotent: true }) };
  });
}

export interface AnonymousCommand<Answer> {
  readonly action: string;
  /** null: the caller does not repeat it. */
  readonly requestId: string | null | undefined;
  /** What makes two commands the same. It may hold passwords: only a keyed hash of it is kept. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly plan: (requestId: string) => Promise<AnonymousEffect<Answer>>;
}

export interface AnonymousEffect<Answer> {
  /** Ids, no secrets: it is kept. */
  readonly answer: Answer;
  /** Runs the mutation; must insert `row` and be one transaction. */
  readonly run: (row: AnonymousRow) => Promise<unknown>;
}

/** Variables of the mutation that insert the row of `anonymous_requests`. */
export interface AnonymousRow {
  readonly requestId: string;
  readonly action: string;
  readonly inputHash: string;
  readonly answer: unknown;
}

/** Runs a command of somebody who need not be signed in. */
export async function onceForAnyone<Answer>(
  { graphql, tokens }: ActionDeps,
  { action, input, plan, ...command }: AnonymousCommand<Answer>,
  parseAnswer: (answer: unknown) => Answer,
): Promise<Answer> {
  const requestId = command.requestId ?? randomUUID();
  const find = async () => {
    const { anonymous_requests_by_pk } = await graphql.request(
      EarlierAnonymousRequestDocument,
      { requestId },
      { idempotent: true },
    );
    return anonymous_requests_by_pk;
  };
  const inputHash = tokens.keyedHash(canonical(action, input));
  return await runOnce({ find, inputHash, table: 'anonymous_requests', parseAnswer, repeats: 'first' }, async () => {
    const { answer, run } = await plan(requestId);
    return { answer, run: () => run({ requestId, action, inputHash, answer }) };
  });
}

interface Once<Answer> {
  readonly find: () => Promise<{ readonly input_hash: string; readonly answer: unknown } | null>;
  readonly inputHash: string;
  readonly table: string;
  readonly parseAnswer: (answer: unknown) => Answer;
  readonly repeats: 'first' | 'late';
}

async function runOnce<Answer>(
  { find, inputHash, table, parseAnswer, repeats }: Once<Answer>,
  plan: () => Promise<{ readonly answer: Answer; readonly run: () => Promise<unknown> }>,
): Promise<Answer> {
  const earlier = async (): Promise<{ readonly answer: Answer } | null> => {
    const row = await find();
    if (row === null) return null;
    if (row.input_hash !== inputHash) throw reused();
    return { answer: parseAnswer(row.answer) };
  };
  const before = repeats === 'first' ? await earlier() : null;
  if (before !== null) return before.answer;
  try {
    const { answer, run } = await plan();
    await run();
    return answer;
  } catch (error) {
    // A repeat: its mutation found the row taken, or its plan found a world that the first had changed.
    if (!isRepeat(error, table) && !(error instanceof Fault)) throw error;
    const first = await earlier();
    if (first === null) throw error;
    return first.answer;
  }
}

const reused = (): Fault =>
  new Fault('conflict', {
    code: 'request-id-reused',
    message: 'This requestId was used for another command. Choose a new one for each command.',
  });

const isRepeat = (error: unknown, table: string): boolean =>
  error instanceof GraphqlError && error.code === 'constraint-violation' && error.message.includes(`"${table}_pkey"`);

const canonical = (action: string, input: Readonly<Record<string, unknown>>): string =>
  JSON.stringify([action, Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1))]);
