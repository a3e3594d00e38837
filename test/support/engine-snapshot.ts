/** A served snapshot made of real pieces (introspected catalog, resolved metadata) without a whole engine around it. */
import { introspect } from '../../engine/catalog/introspect.ts';
import type { Database } from '../../engine/database/database.ts';
import type { Snapshot } from '../../engine/engine.ts';
import type { Applier } from '../../engine/lifecycle/lifecycle.ts';
import { EMPTY_METADATA, Metadata } from '../../engine/metadata/metadata.ts';
import type { Model } from '../../engine/model/model.ts';
import { resolveModel } from '../../engine/model/resolve.ts';

export interface ServedModel {
  readonly snapshot: () => Snapshot;
  readonly onChange: (listener: (snapshot: Snapshot) => void) => () => void;
  /** Serves other metadata, after the appliers have run, as the engine's life cycle does. */
  put(metadata: unknown): Promise<Model>;
}

export interface ServeOptions {
  readonly appliers?: readonly Applier[];
  readonly env?: Readonly<Record<string, string>>;
}

export async function serveModel(database: Database, metadata: unknown, options: ServeOptions = {}): Promise<ServedModel> {
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const catalog = await introspect(database);
  let snapshot: Snapshot = { catalog, model: resolveModel(EMPTY_METADATA, catalog, {}), resourceVersion: 0, generation: 0 };
  let previous: Model | null = null;
  const put = async (next: unknown) => {
    const fresh = await introspect(database);
    const model = resolveModel(Metadata.parse(next), fresh, options.env ?? {});
    await database.transaction({}, async (connection) => {
      for (const apply of options.appliers ?? []) await apply(connection, model, previous);
    });
    previous = model;
    snapshot = { catalog: fresh, model, resourceVersion: snapshot.resourceVersion + 1, generation: snapshot.generation + 1 };
    for (const listener of listeners) listener(snapshot);
    return model;
  };
  await put(metadata);
  return {
    snapshot: () => snapshot,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    put,
  };
}

/** Metadata with one source and these tables. */
export const metadataWith = (tables: readonly unknown[], more: Readonly<Record<string, unknown>> = {}) => ({
  version: 3,
  sources: [
    {
      name: 'default',
      kind: 'postgres',
      tables,
      configuration: { connection_info: { database_url: { from_env: 'HASURA_GRAPHQL_DATABASE_URL' } } },
    },
  ],
  ...more,
});
