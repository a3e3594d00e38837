/** What becomes of a message to the outside after an attempt, and of a webhook whose receiver does not answer. Pure. */

export type Attempt =
  | { readonly kind: 'taken' }
  /** It may be different later. */
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterMs: number | null }
  /** It will not be different later. */
  | { readonly kind: 'refused'; readonly reason: string };

export type DeliveryPlan =
  | { readonly do: 'succeed' }
  | { readonly do: 'retry'; readonly inMs: number; readonly reason: string }
  | { readonly do: 'fail'; readonly reason: string };

/** Nine attempts over about fourteen hours. */
export const MAX_ATTEMPTS = 9;
const FIRST_RETRY_MS = 5_000;
const MAX_RETRY_MS = 6 * 3600_000;
/** A receiver may ask for more time than we would give it, but not for ever. */
const MAX_ASKED_MS = 24 * 3600_000;

/** `attempts` counts the one that just ended. `random` from 0 to 1 spreads retries that would meet again. */
export function planDelivery(attempts: number, attempt: Attempt, random: number): DeliveryPlan {
  if (attempt.kind === 'taken') return { do: 'succeed' };
  if (attempt.kind === 'refused' || attempts >= MAX_ATTEMPTS) return { do: 'fail', reason: attempt.reason };
  const backoffMs = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 4 ** (attempts - 1)) * (0.8 + 0.4 * random);
  const askedMs = Math.min(MAX_ASKED_MS, attempt.retryAfterMs ?? 0);
  return { do: 'retry', inMs: Math.round(Math.max(backoffMs, askedMs)), reason: attempt.reason };
}

/** 2xx is taken; 410 says that nobody is there any more (both by Standard Webhooks); all else may be different later. */
export function judgeAnswer(status: number, retryAfterMs: number | null): Attempt {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  if (status === 410) return { kind: 'refused', reason: GONE };
  if (status >= 300 && status < 400)
    return { kind: 'failed', reason: `It answered ${status}, a redirect; redirects are not followed.`, retryAfterMs };
  return { kind: 'failed', reason: `It answered ${status}.`, retryAfterMs };
}

const GONE = 'It answered 410: this address is gone.';

export interface WebhookHealth {
  readonly consecutiveFailures: number;
  /** Milliseconds since the epoch. */
  readonly failingSince: number | null;
}

/** So many attempts in a row, over so long, and nobody is there. */
const SUSTAINED_FAILURES = 20;
const SUSTAINED_MS = 3 * 24 * 3600_000;

/** The webhook's health after an attempt; `disable` says why it shall be switched off. */
export function planHealth(
  health: WebhookHealth,
  attempt: Attempt,
  now: number,
): WebhookHealth & { readonly disable: string | null } {
  if (attempt.kind === 'taken') return { consecutiveFailures: 0, failingSince: null, disable: null };
  const consecutiveFailures = health.consecutiveFailures + 1;
  const failingSince = health.failingSince ?? now;
  const sustained = consecutiveFailures >= SUSTAINED_FAILURES && now - failingSince >= SUSTAINED_MS;
  const disable =
    attempt.reason === GONE
      ? 'The receiver answered 410: this address is gone.'
      : sustained
        ? `Nothing reached it for three days. The newest attempt: ${attempt.reason}`
        : null;
  return { consecutiveFailures, failingSince, disable };
}
