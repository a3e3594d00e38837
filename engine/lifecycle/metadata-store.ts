/** The metadata as it is kept: one row, whose `resource_version` counts its changes, and a note for the other engine processes. */
import type { Connection } from '../database/database.ts';
import { EngineError } from '../error.ts';
import type { Metadata } from '../metadata/metadata.ts';
import { salvageMetadata, type Unreadable } from '../metadata/salvage.ts';

export interface StoredMetadata {
  readonly metadata: Metadata;
  readonly unreadable: readonly Unreadable[];
  readonly resourceVersion: number;
}

/** Channel of the hint that there is a newer version; the poll finds it without the hint, later. */
export const CHANNEL = 'hdb_schema_notifications';

/** Null before the first engine stored any. */
export async function loadStored(connection: Connection): Promise<StoredMetadata | null> {
  const [row] = await connection.query({
    text: 'select metadata, resource_version from hdb_catalog.hdb_metadata where id = 1',
  });
  if (!row) return null;
  return {
    ...salvageMetadata(JSON.parse(row.metadata ?? 'null')),
    resourceVersion: Number(row.resource_version),
  };
}

/** The newest version there is; 0 when nothing is stored. */
export async function storedVersion(connection: Connection): Promise<number> {
  const [row] = await connection.query({
    text: 'select resource_version from hdb_catalog.hdb_metadata where id = 1',
    prepare: true,
  });
  return Number(row?.resource_version ?? 0);
}

/** Stores the successor of `version` (0: the first one) and returns its version; throws `conflict` when another was quicker. */
export async function store(connection: Connection, metadata: Metadata, version: number): Promise<number> {
  const json = JSON.stringify(metadata);
  const [row] = await connection.query(
    version === 0
      ? {
          text: `insert into hdb_catalog.hdb_metadata (id, metadata) values (1, $1)
                 on conflict (id) do nothing returning resource_version`,
          values: [json],
        }
      : {
          text: `update hdb_catalog.hdb_metadata set metadata = $1, resource_version = resource_version + 1
                 where id = 1 and resource_version = $2 returning resource_version`,
          values: [json, String(version)],
        },
  );
  if (!row) throw conflict(version);
  return Number(row.resource_version);
}

export const conflict = (version: number) =>
  new EngineError('conflict', `metadata resource version referenced (${version}) did not match current version`, { status: 409 });

/** Tells the other processes that this version is there. `hint` sends a NOTIFY, which not every database knows. */
export async function notify(connection: Connection, version: number, instanceId: string, hint: boolean): Promise<void> {
  await connection.query({
    text: `insert into hdb_catalog.hdb_schema_notifications (id, notification, resource_version, instance_id, updated_at)
           values (1, $1, $2, $3, now())
           on conflict (id) do update set notification = excluded.notification, resource_version = excluded.resource_version,
             instance_id = excluded.instance_id, updated_at = excluded.updated_at`,
    values: [JSON.stringify({ metadata: true, remote_schemas: [], sources: [] }), String(version), instanceId],
  });
  if (hint) await connection.query({ text: 'select pg_notify($1, $2)', values: [CHANNEL, String(version)] });
}
