/** When tokens end, as Rancher says: whatever was asked for, its own settings shorten it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Fault } from '../../kit/fault.ts';
import type { Connection } from './connection.ts';

/** The token that we work with ends soon. */
export interface TokenEnds {
  readonly kind: 'token-ends';
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const DAY_MS = 24 * 3600_000;
/** Early enough for somebody to make another. */
const SOON_MS = 14 * DAY_MS;
const AGAIN_MS = 3600_000;

/** Empty: it does not end. */
const end = z.string().nullish();
const ofNorman = z.object({ expiresAt: end });
const ofExtension = z.object({ status: z.object({ expiresAt: end }).nullish() });

/** Milliseconds since the epoch; null: it does not end. `token`: whose it is. @throws Fault gone when Rancher shows no such token */
export async function tokenEnd(connection: Connection, id: string, token?: string, signal?: AbortSignal): Promise<number | null> {
  const ask = <T>(path: string, answer: z.ZodType<T>) =>
    connection.request({ method: 'GET', path, ...(token === undefined ? {} : { token }), signal }, answer);
  try {
    return endOf((await ask(`/v3/tokens/${encodeURIComponent(id)}`, ofNorman)).expiresAt);
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== 'gone') throw error;
    // Of the newer kind, of which the older API does not know.
    return endOf((await ask(`/apis/ext.cattle.io/v1/tokens/${encodeURIComponent(id)}`, ofExtension)).status?.expiresAt);
  }
}

/** null: it does not end, or nothing was said. */
export function endOf(text: string | null | undefined): number | null {
  const at = Date.parse(text ?? '');
  return Number.isFinite(at) ? at : null;
}

/** Tells once a day, from two weeks before. Resolves when the signal is aborted. */
export async function tellTokenEnd(
  { connection, token, now }: { readonly connection: Connection; readonly token: string; readonly now: () => number },
  tell: (ends: TokenEnds) => void,
  signal: AbortSignal,
): Promise<void> {
  const id = token.slice(0, token.indexOf(':')).replace(/^ext\//, '');
  while (!signal.aborted) {
    // Where it cannot be asked others say so.
    const pauseMs = await tokenEnd(connection, id, undefined, signal).then(
      (at) => {
        if (at !== null && at - now() < SOON_MS) tell({ kind: 'token-ends', at });
        return DAY_MS;
      },
      () => AGAIN_MS,
    );
    await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => {});
  }
}
