/** What the CLI and the console remember on the server: the applied migrations, settings (dialect §9). */
import type { Connection } from '../database/database.ts';

export type StateOwner = 'cli' | 'console';

/** `{id, cli_state, console_state}` as JSON text is not needed anywhere else, so it is parsed here. */
export async function readCatalogState(connection: Connection): Promise<unknown> {
  const [row] = await connection.query({
    text: `select json_build_object('id', hasura_uuid, 'cli_state', cli_state, 'console_state', console_state) as state
           from hdb_catalog.hdb_version limit 1`,
  });
  return JSON.parse(row?.state ?? 'null');
}

/** Replaces the owner's whole state. */
export async function writeCatalogState(connection: Connection, owner: StateOwner, state: unknown): Promise<void> {
  const column = owner === 'cli' ? 'cli_state' : 'console_state';
  await connection.query({ text: `update hdb_catalog.hdb_version set ${column} = $1`, values: [JSON.stringify(state)] });
}
