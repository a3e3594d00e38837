/**
 * At most one process does a kind of work, by a row that ends by itself (`service_leases`). Who has it renews it; who cannot renew it in time
 * stops believing that it has it before the row ends, by a clock of its own, so that two never do. It goes on when it is renewed after all: while
 * the engine is away nobody else can take it either.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { GraphqlClient } from '../../sdk/client.ts';
import { HoldLeaseDocument, ReleaseLeaseDocument } from '../../sdk/generated.ts';

export interface LeaseOptions {
  readonly graphql: GraphqlClient;
  readonly name: string;
  readonly observe: (observation: LeaseObservation) => void;
  /** Somebody else has it now: everything that it was for has to stop at once. Called at most once, and never after `release`. */
  readonly onLost: () => void;
  /** How long the row holds after each renewal. Default 15. */
  readonly seconds?: number;
  readonly signal?: AbortSignal;
}

export type LeaseObservation =
  /** Somebody else has it; told once. */
  | { readonly kind: 'lease-taken-by-another'; readonly name: string }
  /** The engine does not answer; told once until it does. */
  | { readonly kind: 'lease-unknown'; readonly name: string; readonly error: unknown }
  | { readonly kind: 'lease-held'; readonly name: string };

export interface ServiceLease {
  /** Nobody else has it at this moment. */
  isHeld(): boolean;
  /** The next one may take it at once. */
  release(): Promise<void>;
}

/** Waits until it is ours. @throws the reason of `signal` */
export async function holdLease(options: LeaseOptions): Promise<ServiceLease> {
  const { graphql, name, observe, onLost, seconds = 15, signal } = options;
  const holder = randomUUID();
  const limitMs = seconds * 1_000;
  const ending = new AbortController();
  let heldUntil = 0;
  let told: LeaseObservation['kind'] | null = null;
  const tell = (observation: LeaseObservation): void => {
    if (told !== observation.kind) observe(observation);
    told = observation.kind;
  };

  /** null: nobody knows. */
  const attempt = async (): Promise<boolean | null> => {
    const askedAt = performance.now();
    try {
      const within = { signal: AbortSignal.timeout(limitMs / 4) };
      const { insert_service_leases_one: row } = await graphql.request(HoldLeaseDocument, { name, holder, seconds }, within);
      if (!row) return false;
      // Before the row's own end, whenever the database counted from.
      heldUntil = askedAt + limitMs * 0.85;
      tell({ kind: 'lease-held', name });
      return true;
    } catch (error) {
      tell({ kind: 'lease-unknown', name, error });
      return null;
    }
  };

  for (let isOurs = await attempt(); isOurs !== true; isOurs = await attempt()) {
    if (isOurs === false) tell({ kind: 'lease-taken-by-another', name });
    await delay(Math.min(1_000, limitMs / 5), undefined, { signal });
  }

  const renewing = (async () => {
    while (!ending.signal.aborted) {
      await delay(limitMs / 5, undefined, { signal: ending.signal }).catch(() => {});
      if (ending.signal.aborted || (await attempt()) !== false || ending.signal.aborted) continue;
      ending.abort();
      onLost();
    }
  })();
  return {
    isHeld: () => !ending.signal.aborted && performance.now() < heldUntil,
    release: async () => {
      ending.abort();
      await renewing;
      await graphql.request(ReleaseLeaseDocument, { name, holder }, { idempotent: true });
    },
  };
}
