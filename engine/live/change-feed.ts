/**
 * Changes of watched tables, as the database tells them. A table is live once its triggers are installed and the channel is
 * listened to; until then, and while the channel is silent about our own heartbeat, it has to be polled.
 */
import { randomUUID } from 'node:crypto';
import type { CatalogTable } from '../catalog/catalog.ts';
import type { Database } from '../database/database.ts';
import type { Observe } from '../observation.ts';
import { type Change, readChange } from './change.ts';
import { CHANNEL, canCarryTriggers, installChangeTriggers, tablesWithoutTriggers } from './change-trigger.ts';

export interface ChangeFeed extends AsyncDisposable {
  /** Asks for changes of a table. `onGap` is called when they begin to arrive: what changed before was not told. */
  watch(key: string, table: CatalogTable): void;
  isLive(key: string): boolean;
  /** Makes sure that the channel speaks; call it regularly while somebody watches. */
  beat(): void;
  /** Makes sure that the triggers of these tables are still there and up to date. */
  verify(tables: ReadonlyMap<string, CatalogTable>): void;
}

export interface ChangeFeedDeps {
  readonly database: Database;
  readonly onChange: (change: Change) => void;
  /** Changes may have been missed: of one table, or of all (null). */
  readonly onGap: (table: string | null) => void;
  readonly observe: Observe;
}

export function openChangeFeed(deps: ChangeFeedDeps): ChangeFeed {
  const { database, observe, onGap } = deps;
  const heartbeat = JSON.stringify({ heartbeat: randomUUID() });
  const live = new Set<string>();
  const installing = new Map<string, Promise<void>>();
  let listening: Promise<AsyncDisposable> | null = null;
  /** A heartbeat was sent and has not come back. */
  let isWaiting = false;
  let isSilent = false;
  let isClosed = false;

  const onMessage = (payload: string) => {
    if (payload === heartbeat) isWaiting = isSilent = false;
    else {
      const change = readChange(payload);
      if (change) deps.onChange(change);
    }
  };
  const listen = (): Promise<AsyncDisposable> => {
    listening ??= database.listen(CHANNEL, onMessage, () => onGap(null));
    return listening.catch((error: unknown) => {
      listening = null;
      throw error;
    });
  };

  const install = async (key: string, table: CatalogTable) => {
    try {
      await listen();
      const [missing] = await tablesWithoutTriggers(database, new Map([[key, table]]));
      if (missing !== undefined) await database.transaction({}, (connection) => installChangeTriggers(connection, table, key));
      if (isClosed || (missing === undefined && live.has(key))) return;
      live.add(key);
      onGap(key);
    } catch (error) {
      live.delete(key);
      const message = `changes of ${key} cannot be listened to, so it is polled: ${error instanceof Error ? error.message : error}`;
      if (!isClosed) observe({ kind: 'internal-error', message, cause: error });
    } finally {
      installing.delete(key);
    }
  };
  const start = (key: string, table: CatalogTable) => {
    if (!isClosed && canCarryTriggers(table) && !installing.has(key)) installing.set(key, install(key, table));
  };

  return {
    watch: (key, table) => {
      if (!live.has(key)) start(key, table);
    },
    isLive: (key) => live.has(key) && !isSilent,
    beat: () => {
      if (!listening) return;
      if (isWaiting) isSilent = true;
      isWaiting = true;
      database.query({ text: `select pg_catalog.pg_notify('${CHANNEL}', $1)`, values: [heartbeat] }).catch(() => {});
    },
    verify: (tables) => {
      for (const [key, table] of tables) start(key, table);
    },
    [Symbol.asyncDispose]: async () => {
      isClosed = true;
      await Promise.allSettled(installing.values());
      const listener = await listening?.catch(() => null);
      await listener?.[Symbol.asyncDispose]();
    },
  };
}
