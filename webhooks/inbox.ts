/**
 * Messages of outside systems. A message is answered at once and looked into afterwards; the same one counts once, whoever has no secret
 * learns nothing, and none of them is believed: what they lead to is a look at one thing. Losing one costs time, never correctness.
 */
import { createHash } from 'node:crypto';
import type { Hinted, InboundMessage, WebhookReceiver } from './receiver.ts';

export interface InboxOptions {
  readonly receivers: readonly WebhookReceiver[];
  readonly wake: (hinted: Hinted) => void;
  readonly observe: (observation: WebhookObservation) => void;
  readonly now?: () => number;
}

export type WebhookObservation =
  | { readonly kind: 'webhook-received'; readonly sender: string; readonly hinted: Hinted | null }
  | { readonly kind: 'webhook-repeated'; readonly sender: string }
  | { readonly kind: 'webhook-refused'; readonly sender: string; readonly why: 'stranger' | 'unreadable' | 'too-many' }
  /** Nobody could be asked; what it was about is found at the next regular look. */
  | { readonly kind: 'webhook-unconfirmed'; readonly sender: string; readonly error: unknown };

export interface InboxAnswer {
  readonly status: 202 | 400 | 404 | 429;
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

export interface Inbox extends AsyncDisposable {
  /** `address`: who sends, for limits; `path`: what stands behind `/webhooks/`. */
  receive(address: string, path: string, message: Omit<InboundMessage, 'path'>): InboxAnswer;
  /** Resolves when nothing is being looked into. */
  settled(): Promise<void>;
}

/** Larger than any of these messages. */
export const MAX_MESSAGE_BYTES = 256 * 1024;
/** How long a message is known again. */
const REMEMBER_MS = 2 * 60_000;
const MAX_REMEMBERED = 10_000;
/** Of one sender, in a minute. */
const MESSAGES_A_MINUTE = 600;
/** Of one address without a secret, in a minute. */
const STRANGERS_A_MINUTE = 30;
const MAX_ADDRESSES = 10_000;
const CONFIRM_MS = 20_000;
const CONFIRM_AT_ONCE = 8;
const MAX_WAITING = 1_000;

type Accepted = Extract<ReturnType<WebhookReceiver['receive']>, { state: 'accepted' }>;

export function createInbox({ receivers, wake, observe, now = Date.now }: InboxOptions): Inbox {
  const byName = new Map(receivers.map((receiver) => [receiver.name, receiver]));
  const remembered = new Map<string, number>();
  const messages = createWindow(MESSAGES_A_MINUTE, now);
  const strangers = createWindow(STRANGERS_A_MINUTE, now);
  const waiting: { readonly sender: string; readonly accepted: Accepted }[] = [];
  const closing = new AbortController();
  const settlers: (() => void)[] = [];
  let working = 0;

  function isRepeat(key: string): boolean {
    for (const [known, at] of remembered) {
      if (at > now() - REMEMBER_MS && remembered.size < MAX_REMEMBERED) break;
      remembered.delete(known);
    }
    if (remembered.has(key)) return true;
    remembered.set(key, now());
    return false;
  }

  async function lookInto({ sender, accepted }: (typeof waiting)[number], key: string): Promise<void> {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(CONFIRM_MS)]);
    try {
      const hinted = await accepted.confirm(signal);
      if (hinted !== null) wake(hinted);
      observe({ kind: 'webhook-received', sender, hinted });
    } catch (error) {
      // Sent again, it gets another chance.
      remembered.delete(key);
      if (!closing.signal.aborted) observe({ kind: 'webhook-unconfirmed', sender, error });
    }
  }

  function pump(): void {
    while (working < CONFIRM_AT_ONCE && !closing.signal.aborted) {
      const next = waiting.shift();
      if (next === undefined) break;
      working += 1;
      void lookInto(next, keyOf(next.sender, next.accepted)).finally(() => {
        working -= 1;
        pump();
      });
    }
    if (working === 0) for (const settle of settlers.splice(0)) settle();
  }

  const refuse = (sender: string, why: Extract<WebhookObservation, { kind: 'webhook-refused' }>['why']): void =>
    observe({ kind: 'webhook-refused', sender, why });

  return {
    receive: (address, path, message) => {
      const [name = '', ...rest] = path
        .split('/')
        .filter((part) => part !== '')
        .map(decoded);
      const receiver = byName.get(name);
      const verdict = receiver?.receive({ ...message, path: rest }) ?? { state: 'stranger' as const };
      if (verdict.state === 'stranger') {
        if (strangers.isFull(address)) return TOO_MANY;
        strangers.count(address);
        if (receiver !== undefined) refuse(name, 'stranger');
        // The same answer whether the sender exists or its secret is wrong.
        return { status: 404, message: 'There is nothing here.' };
      }
      if (messages.isFull(name) || waiting.length >= MAX_WAITING) {
        refuse(name, 'too-many');
        return TOO_MANY;
      }
      messages.count(name);
      if (verdict.state === 'unreadable') {
        refuse(name, 'unreadable');
        return { status: 400, message: verdict.reason };
      }
      if (verdict.state === 'accepted') {
        if (isRepeat(keyOf(name, verdict))) observe({ kind: 'webhook-repeated', sender: name });
        else {
          waiting.push({ sender: name, accepted: verdict });
          pump();
        }
      }
      return { status: 202, message: 'Accepted.' };
    },
    settled: () => new Promise((resolve) => (working === 0 && waiting.length === 0 ? resolve() : settlers.push(resolve))),
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      waiting.length = 0;
      if (working > 0) await new Promise<void>((resolve) => settlers.push(resolve));
    },
  };
}

const TOO_MANY: InboxAnswer = { status: 429, message: 'Too many messages. Send it again in a minute.', retryAfterSeconds: 60 };

const keyOf = (sender: string, { key }: Accepted): string => createHash('sha256').update(`${sender}\n${key}`).digest('base64');

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Counts by key, for a minute at a time. */
function createWindow(limit: number, now: () => number) {
  let since = now();
  let counts = new Map<string, number>();
  const fresh = (): Map<string, number> => {
    if (now() - since >= 60_000 || counts.size > MAX_ADDRESSES) [since, counts] = [now(), new Map()];
    return counts;
  };
  return {
    isFull: (key: string): boolean => (fresh().get(key) ?? 0) >= limit,
    count: (key: string): void => void fresh().set(key, (counts.get(key) ?? 0) + 1),
  };
}
