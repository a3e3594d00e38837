/** Random valid queries of a GraphQL schema, the same for the same seed. Lists are ordered to the last row, so that answers can be compared. */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
} from 'graphql';

const MOST_DEPTH = 4;

export function randomQuery(root: GraphQLObjectType, seed: number): string {
  const random = mulberry(seed);
  return `query { ${selection(root, 0, random)} }`;
}

type Random = () => number;
const below = (n: number, random: Random) => Math.floor(random() * n);
const chance = (p: number, random: Random) => random() < p;

function selection(type: GraphQLObjectType, depth: number, random: Random): string {
  const fields = Object.values(type.getFields()).filter((field) => depth < MOST_DEPTH || !isObjectType(getNamedType(field.type)));
  const count = 1 + below(depth === 0 ? 2 : 4, random);
  const chosen = Array.from({ length: count }, (_, i) => {
    const field = fields[below(fields.length, random)];
    if (!field || chance(0.05, random)) return `t${i}: __typename`;
    return `f${i}: ${field.name}${argumentsOf(field, random)}${nested(field, depth, random)}`;
  });
  return chosen.join(' ');
}

function nested(field: GraphQLField<unknown, unknown>, depth: number, random: Random): string {
  const type = getNamedType(field.type);
  return isObjectType(type) ? ` { ${selection(type, depth + 1, random)} }` : '';
}

function argumentsOf(field: GraphQLField<unknown, unknown>, random: Random): string {
  const distinct = field.args.some((a) => a.name === 'order_by') && chance(0.1, random) ? distinctOn(field.args, random) : null;
  const given = field.args.flatMap((argument) => {
    if (argument.name === 'distinct_on') return distinct ? [`distinct_on: [${distinct}]`] : [];
    if (argument.name === 'order_by') return [`order_by: ${ordering(argument.type, distinct, random)}`];
    const isRequired = argument.type instanceof GraphQLNonNull;
    return isRequired || chance(0.4, random) ? [`${argument.name}: ${value(argument.name, argument.type, 0, random)}`] : [];
  });
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

function distinctOn(args: readonly GraphQLArgument[], random: Random): string | null {
  const type = getNamedType(args.find((a) => a.name === 'distinct_on')?.type);
  const names = isEnumType(type) ? type.getValues().map((v) => v.name) : [];
  return names[below(names.length, random)] ?? null;
}

/** Ends with the key, so that no two answers are equally right. */
function ordering(type: GraphQLInputType, distinct: string | null, random: Random): string {
  const of = getNamedType(type);
  const first = distinct ? [`{${distinct}: asc}`] : [];
  const more = isInputObjectType(of) && chance(0.4, random) ? [one(of.getFields(), 0, random)] : [];
  return `[${[...first, ...more, '{id: desc}'].join(', ')}]`;
}

function one(fields: Readonly<Record<string, GraphQLInputField>>, depth: number, random: Random): string {
  const all = Object.values(fields);
  const field = all[below(all.length, random)];
  return field ? `{${field.name}: ${value(field.name, field.type, depth + 1, random)}}` : '{}';
}

function value(name: string, type: GraphQLInputType, depth: number, random: Random): string {
  if (type instanceof GraphQLNonNull) return value(name, type.ofType, depth, random);
  if (type instanceof GraphQLList) {
    const of: GraphQLInputType = type.ofType;
    return `[${Array.from({ length: below(3, random) }, () => value(name, of, depth, random)).join(', ')}]`;
  }
  if (isEnumType(type)) {
    const values = type.getValues();
    return values[below(values.length, random)]?.name ?? 'null';
  }
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    const required = Object.values(fields).filter((f) => f.type instanceof GraphQLNonNull);
    if (required.length === 0) return depth > 4 ? '{}' : one(fields, depth, random);
    return `{${required.map((f) => `${f.name}: ${value(f.name, f.type, depth + 1, random)}`).join(', ')}}`;
  }
  return scalar(name, String(type), random);
}

const TEXTS = ['Ann', '%n%', 'a.b', '', "it's", 'ö"\\', '^[A-C]', '(A|B)%', 'red'];

function scalar(name: string, type: string, random: Random): string {
  const text = () => JSON.stringify(TEXTS[below(TEXTS.length, random)] ?? '');
  switch (type) {
    case 'Int':
    case 'smallint':
    case 'bigint':
      return String(name === 'limit' || name === 'offset' ? below(6, random) : below(12, random));
    case 'Boolean':
      return chance(0.5, random) ? 'true' : 'false';
    case 'numeric':
    case 'Float':
    case 'float8':
      return (random() * 10).toFixed(2);
    case 'timestamptz':
    case 'date':
      return `"2024-01-0${1 + below(9, random)}"`;
    case 'uuid':
      return `"00000000-0000-4000-8000-00000000000${below(10, random)}"`;
    case 'jsonb':
    case 'json':
      return ['{a: 1}', '[1, "x"]', '"s"', 'null', '{}'][below(5, random)] ?? '{}';
    default:
      return name === 'path' ? '"a"' : text();
  }
}

function mulberry(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
