/** Catalog, enum values and model of one moment, read and resolved; what did not change since the previous one is that one's. */
import type { Catalog } from '../catalog/catalog.ts';
import { introspect } from '../catalog/introspect.ts';
import { keepUnchanged } from '../catalog/keep-unchanged.ts';
import type { Connection } from '../database/database.ts';
import { keepTables } from '../metadata/keep-tables.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { Environment } from '../model/environment.ts';
import type { Inconsistency, Model } from '../model/model.ts';
import { type NamingOptions, PLAIN_NAMING } from '../model/naming.ts';
import { type EnumValues, resolveModel } from '../model/resolve.ts';
import { sameValue } from '../model/same-value.ts';
import { readEnumValues } from './enum-values.ts';

export interface Built {
  readonly metadata: Metadata;
  /** What the metadata held when it was read that had not the right shape. */
  readonly unreadable: readonly Inconsistency[];
  readonly catalog: Catalog;
  readonly enumValues: EnumValues;
  readonly model: Model;
  readonly naming: NamingOptions;
}

export interface BuildOptions {
  /** Given when the database is known not to have changed. */
  readonly catalog?: Catalog;
  /** Default: the previous one's. */
  readonly naming?: NamingOptions;
  /** Default: the previous one's. */
  readonly unreadable?: readonly Inconsistency[];
}

export async function build(
  connection: Connection,
  given: Metadata,
  env: Environment,
  previous: Built | null,
  options: BuildOptions = {},
): Promise<Built> {
  const metadata = keepTables(previous?.metadata ?? null, given);
  const unreadable = options.unreadable ?? previous?.unreadable ?? [];
  const catalog = options.catalog ?? keepUnchanged(previous?.catalog ?? null, await introspect(connection));
  const values = await readEnumValues(connection, metadata, catalog);
  const enumValues = previous && sameValue(previous.enumValues, values) ? previous.enumValues : values;
  const naming = options.naming ?? previous?.naming ?? PLAIN_NAMING;
  const next = { metadata, unreadable, catalog, enumValues, naming };
  if (previous && isSame(previous, next)) return previous;
  const model = resolveModel(metadata, catalog, env, { enumValues, unreadable, naming, previous: previous?.model ?? null });
  return { ...next, model };
}

const isSame = (a: Built, b: Omit<Built, 'model'>): boolean =>
  a.metadata === b.metadata && a.unreadable === b.unreadable && a.catalog === b.catalog && a.enumValues === b.enumValues;
