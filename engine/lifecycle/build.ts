/** Catalog, enum values and model of one moment, read and resolved; what did not change since the previous one is that one's. */
import type { Catalog } from '../catalog/catalog.ts';
import { introspect } from '../catalog/introspect.ts';
import { keepUnchanged } from '../catalog/keep-unchanged.ts';
import type { Connection } from '../database/database.ts';
import { keepTables } from '../metadata/keep-tables.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { Environment } from '../model/environment.ts';
import type { Model } from '../model/model.ts';
import { type EnumValues, resolveModel } from '../model/resolve.ts';
import { sameValue } from '../model/same-value.ts';
import { readEnumValues } from './enum-values.ts';

export interface Built {
  readonly metadata: Metadata;
  readonly catalog: Catalog;
  readonly enumValues: EnumValues;
  readonly model: Model;
}

/** `catalog` given: the database is known not to have changed. */
export async function build(
  connection: Connection,
  given: Metadata,
  env: Environment,
  previous: Built | null,
  known?: Catalog,
): Promise<Built> {
  const metadata = keepTables(previous?.metadata ?? null, given);
  const catalog = known ?? keepUnchanged(previous?.catalog ?? null, await introspect(connection));
  const values = await readEnumValues(connection, metadata, catalog);
  const enumValues = previous && sameValue(previous.enumValues, values) ? previous.enumValues : values;
  const isSame = metadata === previous?.metadata && catalog === previous.catalog && enumValues === previous.enumValues;
  if (isSame) return previous;
  const model = resolveModel(metadata, catalog, env, { enumValues, previous: previous?.model ?? null });
  return { metadata, catalog, enumValues, model };
}
