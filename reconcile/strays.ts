/**
 * What holds people's data is removed only where its row says so, as when it came to be after its end. Without a row it may belong to another
 * installation, or to this one before its database was brought back from a backup: it stays, is written down, and whoever runs the platform is
 * told, once when it is found and once when it is gone.
 */
import type { Held } from '../domain/ports/held.ts';
import { NoteStraysDocument, RowsOfStraysDocument, type stray_kinds_enum } from '../sdk/generated.ts';
import { type ReconcileDeps, timestamp } from './deps.ts';

export interface StrayPlatform {
  readonly capabilities: { readonly provider: string };
  list(): Promise<readonly Held[]>;
}

/** Of one look: more are told of when these are gone. */
const STRAYS_AT_ONCE = 1_000;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A platform that is away holds nobody up: it is asked again the next time. @param open rows that are looked at anyway */
export async function noteStrays(
  { graphql, wake, tell, now }: ReconcileDeps,
  what: 'database' | 'cluster' | 'tenant-cluster',
  platform: StrayPlatform,
  open: readonly { readonly id: string }[],
): Promise<void> {
  const known = new Set(open.map(({ id }) => id));
  const kind: stray_kinds_enum = what === 'tenant-cluster' ? 'tenant_cluster' : what;
  const of = { kind, platform: platform.capabilities.provider };
  try {
    const held = await platform.list();
    const others = held.filter(({ id }) => !known.has(id)).slice(0, STRAYS_AT_ONCE);
    const ids = others.map(({ id }) => id).filter((id) => ID.test(id));
    const rows = await graphql.request(RowsOfStraysDocument, { ...of, ids }, { idempotent: true });
    const withRow = new Set(
      { database: rows.databases, cluster: rows.clusters, 'tenant-cluster': rows.tenant_clusters }[what].map((row) => row.id),
    );
    for (const id of withRow) wake({ kind: what, id });
    const strays = others.filter(({ id }) => !withRow.has(id));
    const before = new Set(rows.strays.map((stray) => stray.thing_id));
    const there = new Set(held.map(({ id }) => id));
    const gone = [...before].filter((id) => !there.has(id) || known.has(id) || withRow.has(id));
    if (strays.length === 0 && gone.length === 0) return;
    const at = timestamp(now());
    const seen = strays.map(({ id, name, installation }) => ({
      ...of,
      thing_id: id,
      name,
      installation,
      last_seen_at: at,
      gone_at: null,
    }));
    await graphql.request(NoteStraysDocument, { ...of, strays: seen, gone, now: at }, { idempotent: true });
    const found = strays.map(({ id }) => id).filter((id) => !before.has(id));
    if (found.length > 0) tell({ kind: 'strays', what, ids: found });
    if (gone.length > 0) tell({ kind: 'strays-gone', what, ids: gone });
  } catch (error) {
    tell({ kind: 'list-failed', what, error });
  }
}
