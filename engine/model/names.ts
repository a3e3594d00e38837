/** GraphQL names of tables and functions (dialect §2.1, §2.2). */
import { type Qualified, qualify } from '../metadata/qualified-name.ts';
import type { TableConfiguration } from '../metadata/table-metadata.ts';
import type { RootFieldKind } from './model.ts';
import { type BaseName, type Naming, rootFieldName, withRootAffix } from './naming.ts';

const NAME = /^[_A-Za-z][_0-9A-Za-z]*$/;

/** Names with two underscores in front belong to introspection. */
export const isGraphqlName = (name: string): boolean => NAME.test(name) && !name.startsWith('__');

/** Base name: the table's own in schema public, `<schema>_<name>` elsewhere. */
export const baseName = (name: Qualified): string => {
  const { schema, name: own } = qualify(name);
  return schema === 'public' ? own : `${schema}_${own}`;
};

/** The words around a table's name. */
const DEFAULT_ROOT_FIELDS: Readonly<Record<RootFieldKind, readonly [before: string, after: string]>> = {
  select: ['', ''],
  select_by_pk: ['', 'by_pk'],
  select_aggregate: ['', 'aggregate'],
  select_stream: ['', 'stream'],
  insert: ['insert', ''],
  insert_one: ['insert', 'one'],
  update: ['update', ''],
  update_by_pk: ['update', 'by_pk'],
  update_many: ['update', 'many'],
  delete: ['delete', ''],
  delete_by_pk: ['delete', 'by_pk'],
};

export interface RootFields {
  readonly names: Readonly<Record<RootFieldKind, string>>;
  readonly comments: Readonly<Partial<Record<RootFieldKind, string>>>;
}

/** Default names, each replaced where `custom_root_fields` says so, with the source's prefix and suffix. */
export function rootFields(base: BaseName, custom: TableConfiguration['custom_root_fields'], naming: Naming): RootFields {
  const comments: Partial<Record<RootFieldKind, string>> = {};
  const nameOf = (kind: RootFieldKind): string => {
    const given = custom?.[kind];
    const own = typeof given === 'string' ? given : given?.name;
    if (given && typeof given === 'object' && typeof given.comment === 'string') comments[kind] = given.comment;
    return withRootAffix(naming, own || rootFieldName(naming, base, ...DEFAULT_ROOT_FIELDS[kind]));
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
