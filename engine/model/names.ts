/** GraphQL names of tables and functions (dialect §2.1, §2.2). */
import { type Qualified, qualify } from '../metadata/qualified-name.ts';
import type { TableConfiguration } from '../metadata/table-metadata.ts';
import type { RootFieldKind } from './model.ts';

const NAME = /^[_A-Za-z][_0-9A-Za-z]*$/;

/** Names with two underscores in front belong to introspection. */
export const isGraphqlName = (name: string): boolean => NAME.test(name) && !name.startsWith('__');

/** Base name: the table's own in schema public, `<schema>_<name>` elsewhere. */
export const baseName = (name: Qualified): string => {
  const { schema, name: own } = qualify(name);
  return schema === 'public' ? own : `${schema}_${own}`;
};

const DEFAULT_ROOT_FIELDS: Readonly<Record<RootFieldKind, (name: string) => string>> = {
  select: (t) => t,
  select_by_pk: (t) => `${t}_by_pk`,
  select_aggregate: (t) => `${t}_aggregate`,
  select_stream: (t) => `${t}_stream`,
  insert: (t) => `insert_${t}`,
  insert_one: (t) => `insert_${t}_one`,
  update: (t) => `update_${t}`,
  update_by_pk: (t) => `update_${t}_by_pk`,
  update_many: (t) => `update_${t}_many`,
  delete: (t) => `delete_${t}`,
  delete_by_pk: (t) => `delete_${t}_by_pk`,
};

export interface RootFields {
  readonly names: Readonly<Record<RootFieldKind, string>>;
  readonly comments: Readonly<Partial<Record<RootFieldKind, string>>>;
}

/** Default names, each replaced where `custom_root_fields` says so; `prefix` and `suffix` are the source's. */
export function rootFields(
  name: string,
  custom: TableConfiguration['custom_root_fields'],
  affix: { readonly prefix: string; readonly suffix: string },
): RootFields {
  const comments: Partial<Record<RootFieldKind, string>> = {};
  const nameOf = (kind: RootFieldKind): string => {
    const given = custom?.[kind];
    const own = typeof given === 'string' ? given : given?.name;
    if (given && typeof given === 'object' && typeof given.comment === 'string') comments[kind] = given.comment;
    return affix.prefix + (own || DEFAULT_ROOT_FIELDS[kind](name)) + affix.suffix;
  };
  const names = {
    select: nameOf('select'),
    select_by_pk: nameOf('select_by_pk'),
    select_aggregate: nameOf('select_aggregate'),
    select_stream: nameOf('select_stream'),
    insert: nameOf('insert'),
    insert_one: nameOf('insert_one'),
    update: nameOf('update'),
    update_by_pk: nameOf('update_by_pk'),
    update_many: nameOf('update_many'),
    delete: nameOf('delete'),
    delete_by_pk: nameOf('delete_by_pk'),
  };
  return { names, comments };
}
