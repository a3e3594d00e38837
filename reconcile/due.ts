/** What sending to webhooks and to channels has in common: when to look again, how an attempt is judged, who may send now. */
import { type Attempt, judgeAnswer } from '../domain/plan/delivery.ts';
import type { HttpAnswer } from '../domain/ports/http-sender.ts';
import { Fault } from '../kit/fault.ts';
import { millis } from './deps.ts';
import type { WorkResult } from './queue.ts';

/** So many messages of one receiver are on their way at once: a slow one holds up only itself. */
export const AT_ONCE = 4;
/** So many of one receiver, then others have their turn. */
export const BATCH = 40;
export const SEND_TIMEOUT_MS = 15_000;
/** A sender that died is not waited for any longer than this. */
export const CLAIM_MS = SEND_TIMEOUT_MS + 15_000;

export interface Answered {
  readonly attempt: Attempt;
  /** null: no answer came. */
  readonly answer: HttpAnswer | null;
}

/** Sends, and says what came of it. Only what is about the receiver is judged; all else is thrown. */
export async function attemptOf(send: () => Promise<HttpAnswer | null>): Promise<Answered> {
  try {
    const answer = await send();
    return { attempt: answer === null ? { kind: 'taken' } : judgeAnswer(answer.status, answer.retryAfterMs), answer };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { message: reason, retryAfterMs } = error;
    const attempt: Attempt = error.kind === 'retry' ? { kind: 'failed', reason, retryAfterMs } : { kind: 'refused', reason };
    return { attempt, answer: null };
  }
}

export interface Waiting {
  readonly next_attempt_at: string | null;
  readonly claimed_until: string | null;
}

/** When the next of what waits is due; nothing waits: never. What somebody else is sending is looked at again when their claim ends. */
export function nextLook(waiting: readonly Waiting[], now: number): WorkResult {
  if (waiting.length === 0) return {};
  const due = waiting.map((w) => Math.max(millis(w.next_attempt_at) ?? 0, millis(w.claimed_until) ?? 0));
  return { requeueAfterMs: Math.min(60_000, Math.max(50, Math.min(...due) - now)) };
}
