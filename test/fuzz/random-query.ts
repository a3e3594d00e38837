/**
 * Random valid operations, built from a role's GraphQL types alone. Rows come in a total order (the primary key is the last one),
 * so that equal data gives equal answers.
 */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Random } from './random.ts';

export interface Vocabulary {
  /** GraphQL literals by scalar name; scalars that are missing are not used as input. */
  readonly literals: Readonly<Record<string, readonly string[]>>;
  /** A column that every table has and that orders its rows. */
  readonly key: string;
  /** Fields that are never selected, ordered by or compared. */
  readonly avoid: (name: string) => boolean;
}

/** One root field with alias `a0`, `a1`, …: `a0: author(where: …) { … }`. */
export function randomRootField(random: Random, root: GraphQLObjectType, words: Vocabulary, alias: string): string {
  const fields = Object.values(root.getFields()).filter((f) => !words.avoid(f.name));
  return `${alias}: ${fieldText(random, random.pick(fields), words, 3)}`;
}

function fieldText(random: Random, field: GraphQLField<unknown, unknown>, words: Vocabulary, depth: number): string {
  const args = argumentsText(random, field.args, words);
  const type = getNamedType(field.type);
  return `${field.name}${args}${type instanceof GraphQLObjectType ? ` ${selectionText(random, type, words, depth - 1)}` : ''}`;
}

function selectionText(random: Random, type: GraphQLObjectType, words: Vocabulary, depth: number): string {
  const fields = Object.values(type.getFields()).filter((f) => !words.avoid(f.name));
  const leaves = fields.filter((f) => !(getNamedType(f.type) instanceof GraphQLObjectType));
  const usable = depth > 0 ? fields : leaves;
  const chosen = usable.length > 0 ? random.some(usable, 5) : [];
  const texts = chosen.map((field, i) => {
    const alias = random.chance(0.2) || field.args.length > 0 ? `f${i}: ` : '';
    return alias + fieldText(random, field, words, depth);
  });
  if (random.chance(0.2) || texts.length === 0) texts.push('__typename');
  if (random.chance(0.1)) return `{ ... on ${type.name} { ${texts.join(' ')} } }`;
  return `{ ${texts.join(' ')} }`;
}

function argumentsText(random: Random, args: readonly GraphQLArgument[], words: Vocabulary): string {
  const texts: string[] = [];
  const distinct = args.find((a) => a.name === 'distinct_on');
  const columns = distinct && random.chance(0.15) ? random.some(enumNames(distinct.type), 2) : [];
  for (const argument of args) {
    if (argument.name === 'distinct_on') {
      if (columns.length > 0) texts.push(`distinct_on: [${columns.join(', ')}]`);
    } else if (argument.name === 'order_by') texts.push(`order_by: [${orderText(random, argument, columns, words)}]`);
    else if (isNonNullType(argument.type) || random.chance(argument.name === 'where' ? 0.7 : 0.3)) {
      const value = inputText(random, argument.type, words, 4, argument.name);
      if (value !== null) texts.push(`${argument.name}: ${value}`);
    }
  }
  return texts.length > 0 ? `(${texts.join(', ')})` : '';
}

/** The distinct columns first, the key last. */
function orderText(random: Random, argument: GraphQLArgument, first: readonly string[], words: Vocabulary): string {
  const type = getNamedType(argument.type);
  const orders = first.map((c) => `{${c}: ${random.pick(DIRECTIONS)}}`);
  for (let n = random.below(3); n > 0 && isInputObjectType(type); n--) orders.push(orderObject(random, type, words, 2));
  orders.push(`{${words.key}: asc}`);
  return orders.join(', ');
}

const DIRECTIONS = ['asc', 'desc', 'asc_nulls_first', 'asc_nulls_last', 'desc_nulls_first', 'desc_nulls_last'];

function orderObject(random: Random, type: GraphQLInputObjectType, words: Vocabulary, depth: number): string {
  const fields = Object.values(type.getFields()).filter((f) => !words.avoid(f.name) && (depth > 0 || !isInputObjectType(f.type)));
  if (fields.length === 0) return '{}';
  const field = random.pick(fields);
  return `{${field.name}: ${isInputObjectType(field.type) ? orderObject(random, field.type, words, depth - 1) : random.pick(DIRECTIONS)}}`;
}

const enumNames = (type: GraphQLInputType): readonly string[] => {
  const named = getNamedType(type);
  return isEnumType(named) ? named.getValues().map((v) => v.name) : [];
};

/** null when the vocabulary has no word for it. */
function inputText(random: Random, type: GraphQLInputType, words: Vocabulary, depth: number, name: string): string | null {
  if (isNonNullType(type)) return inputText(random, type.ofType, words, depth, name);
  if (isListType(type)) {
    const items = Array.from({ length: random.below(4) }, () => inputText(random, type.ofType, words, depth, name));
    return items.includes(null) ? null : `[${items.join(', ')}]`;
  }
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  if (isInputObjectType(type)) return objectText(random, type, words, depth);
  if (PATTERNS.has(name)) return random.pick(['"%a%"', '"a%"', '"%"', '"b"', '""']);
  if (name === 'path') return random.pick(['"$"', '"a"', '"$.a.b[0]"', '"[1]"']);
  if (name === 'limit' || name === 'offset') return String(random.below(6));
  const literals = words.literals[type.name];
  return literals ? random.pick(literals) : null;
}

/** Operators whose argument is a pattern: not every text is a valid one. */
const PATTERNS = new Set([
  '_like',
  '_nlike',
  '_ilike',
  '_nilike',
  '_similar',
  '_nsimilar',
  '_regex',
  '_nregex',
  '_iregex',
  '_niregex',
]);
const EXACTLY_ONE = /_aggregate_bool_exp$/;

function objectText(random: Random, type: GraphQLInputObjectType, words: Vocabulary, depth: number): string | null {
  const fields = Object.values(type.getFields()).filter((f) => !words.avoid(f.name));
  const required = fields.filter((f) => isNonNullType(f.type) && f.defaultValue === undefined);
  const optional = fields.filter((f) => !required.includes(f) && (depth > 0 || !isInputObjectType(getNamedType(f.type))));
  let chosen: readonly GraphQLInputField[] = required;
  if (EXACTLY_ONE.test(type.name)) chosen = [random.pick(fields)];
  else if (optional.length > 0 && depth > 0)
    chosen = [...required, ...random.some(optional, type.name.endsWith('_bool_exp') ? 3 : 2)];
  const texts: string[] = [];
  for (const field of chosen) {
    const value = inputText(random, field.type, words, depth - 1, field.name);
    if (value !== null) texts.push(`${field.name}: ${value}`);
    else if (required.includes(field)) return null;
  }
  if (EXACTLY_ONE.test(type.name) && texts.length !== 1) return null;
  return `{${texts.join(', ')}}`;
}
