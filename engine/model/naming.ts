/**
 * How GraphQL names are made (dialect §2.1): Hasura's own `snake_case`, or `graphql-default` with `camelCase` fields, `PascalCase`
 * types and `UPPER_CASE` enum values; around them the source's prefixes and suffixes. Names that the user gave stay as they are.
 */
import type { SourceMetadata } from '../metadata/metadata.ts';

export interface Naming {
  readonly convention: 'hasura-default' | 'graphql-default';
  readonly types: Affix;
  readonly roots: Affix;
  /** The root field under which all root fields of the source's tables and functions are; null when they stand by themselves. */
  readonly namespace: string | null;
}

interface Affix {
  readonly prefix: string;
  readonly suffix: string;
}

/** A name of a table or function: what the user called it, or what the database does. */
export interface BaseName {
  readonly name: string;
  readonly isCustom: boolean;
}

export interface NamingOptions {
  /** The experimental feature; without it every source has `hasura-default`. */
  readonly isEnabled: boolean;
  readonly byDefault: Naming['convention'];
}

export const PLAIN_NAMING: NamingOptions = { isEnabled: false, byDefault: 'hasura-default' };

export function namingOf(customization: SourceMetadata['customization'], { isEnabled, byDefault }: NamingOptions): Naming {
  const wanted = customization?.naming_convention ?? byDefault;
  const affix = (given: { readonly prefix?: string | null; readonly suffix?: string | null } | null | undefined): Affix => ({
    prefix: given?.prefix ?? '',
    suffix: given?.suffix ?? '',
  });
  return {
    convention: isEnabled && wanted === 'graphql-default' ? 'graphql-default' : 'hasura-default',
    types: affix(customization?.type_names),
    roots: affix(customization?.root_fields),
    namespace: customization?.root_fields?.namespace || null,
  };
}

const isCamel = ({ convention }: Naming): boolean => convention === 'graphql-default';

/** A type of a table, a function or a source: `author_bool_exp`, `AuthorBoolExp`. */
export const typeName = (naming: Naming, base: BaseName, suffix = ''): string =>
  isCamel(naming)
    ? upper(naming.types.prefix) + pascal(base) + pascalWords(suffix) + upper(naming.types.suffix)
    : naming.types.prefix + base.name + (suffix === '' ? '' : `_${suffix}`) + naming.types.suffix;

/** A type that belongs to no table: `Int_comparison_exp`, `order_by`. */
export const sharedTypeName = (naming: Naming, name: string): string => (isCamel(naming) ? pascalWords(name) : name);

/** The input of an aggregate predicate, which Hasura names like a field. */
export const predicateTypeName = (naming: Naming, base: BaseName, fn: string): string =>
  isCamel(naming)
    ? naming.types.prefix + camel(base) + pascalWords('aggregate_bool_exp') + upper(fn) + upper(naming.types.suffix)
    : typeName(naming, base, `aggregate_bool_exp_${fn}`);

/** The columns that an aggregate predicate may be asked about. */
export const predicateColumnsTypeName = (naming: Naming, base: BaseName, fn: string): string =>
  isCamel(naming)
    ? typeName(naming, {
        name: `${pascal(base)}SelectColumn${pascal(base)}AggregateBoolExp${upper(fn)}ArgumentsColumns`,
        isCustom: true,
      })
    : typeName(naming, base, `select_column_${base.name}_aggregate_bool_exp_${fn}_arguments_columns`);

/** A field or an argument that the engine names: `affected_rows`, `affectedRows`. A leading underscore stays. */
export const fieldName = (naming: Naming, name: string): string => (isCamel(naming) ? camelWords(name) : name);

/** An enum value that the engine names or a row of an enum table does. */
export const enumValueName = (naming: Naming, name: string): string => (isCamel(naming) ? name.toUpperCase() : name);

/** `before` and `after` around the name of a table or function: `insert_author_one`, `insertAuthorOne`. */
export const rootFieldName = (naming: Naming, base: BaseName, before = '', after = ''): string =>
  isCamel(naming)
    ? (before === '' ? camel(base) : before + pascal(base)) + pascalWords(after)
    : [before, base.name, after].filter((part) => part !== '').join('_');

/** With the source's prefix and suffix, also around names that the user gave. */
export const withRootAffix = (naming: Naming, name: string): string => {
  const { prefix, suffix } = naming.roots;
  if (!isCamel(naming)) return prefix + name + suffix;
  return prefix === '' ? name + upper(suffix) : prefix + upper(name) + upper(suffix);
};

const camel = ({ name, isCustom }: BaseName): string => (isCustom ? name : camelWords(name));
const pascal = ({ name, isCustom }: BaseName): string => upper(isCustom ? name : camelWords(name));

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const camelWords = (text: string): string => {
  const [first = '', ...rest] = text.replace(/^_+/, '').split('_');
  return (/^_*/.exec(text)?.[0] ?? '') + first + rest.map(upper).join('');
};
const pascalWords = (text: string): string => upper(camelWords(text));
