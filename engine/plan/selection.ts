/** The fields a selection set selects: fragments followed, `@skip` and `@include` applied, equal keys merged (dialect §3.6). */
import {
  DirectiveLocation,
  type DirectiveNode,
  type FieldNode,
  type GraphQLObjectType,
  Kind,
  type NameNode,
  type SelectionNode,
  type ValueNode,
} from 'graphql';
import { DIRECTIVES } from '../schema/directives.ts';
import type { Planning } from './planning.ts';
import { invalid } from './scalar-input.ts';

/** One key of the answer. */
export interface CollectedField {
  readonly alias: string;
  readonly name: string;
  /** The first of the merged fields: its arguments are those of all. */
  readonly node: FieldNode;
  /** The selections below it; null when none of the fields had any. */
  readonly selections: readonly SelectionNode[] | null;
}

/** `path` is the selection set's own, ending in `.selectionSet`. */
export function collectFields(
  planning: Planning,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  path: string,
): readonly CollectedField[] {
  const fields = new Map<string, Collecting>();

  const visit = (nodes: readonly SelectionNode[]): void => {
    for (const node of nodes) {
      planning.spend();
      if (!isIncluded(planning, node, path)) continue;
      if (node.kind === Kind.FIELD) add(node);
      else if (node.kind === Kind.INLINE_FRAGMENT) {
        if (!node.typeCondition || node.typeCondition.name.value === type.name) visit(node.selectionSet.selections);
      } else {
        const fragment = planning.fragments.get(node.name.value);
        if (fragment?.typeCondition.name.value === type.name) visit(fragment.selectionSet.selections);
      }
    }
  };
  const add = (node: FieldNode) => {
    const alias = node.alias?.value ?? node.name.value;
    let field = fields.get(alias);
    if (field) checkMergeable(field, node, path);
    else {
      field = { alias, name: node.name.value, node, selections: null };
      fields.set(alias, field);
    }
    if (!node.selectionSet) return;
    field.selections ??= [];
    for (const selection of node.selectionSet.selections) field.selections.push(selection);
  };

  visit(selections);
  return [...fields.values()];
}

interface Collecting extends CollectedField {
  selections: SelectionNode[] | null;
}

function isIncluded(planning: Planning, node: SelectionNode, path: string): boolean {
  const directives = node.directives ?? [];
  if (directives.length === 0) return true;
  const location = LOCATIONS[node.kind];
  checkDirectives(directives, location, path);
  for (const directive of directives) {
    const name = directive.name.value;
    const value = readCondition(planning, directive, path);
    if (value === (name === 'skip')) return false;
  }
  return true;
}

const LOCATIONS = {
  [Kind.FIELD]: DirectiveLocation.FIELD,
  [Kind.INLINE_FRAGMENT]: DirectiveLocation.INLINE_FRAGMENT,
  [Kind.FRAGMENT_SPREAD]: DirectiveLocation.INLINE_FRAGMENT,
} as const;

const LOCATION_NAMES: Readonly<Partial<Record<DirectiveLocation, string>>> = {
  QUERY: 'a query',
  MUTATION: 'a mutation',
  SUBSCRIPTION: 'a subscription',
  FIELD: 'a field',
  FRAGMENT_SPREAD: 'a fragment spread',
  INLINE_FRAGMENT: 'an inline fragment',
};

/** Known, allowed here, and each at most once. */
export function checkDirectives(nodes: readonly DirectiveNode[], location: DirectiveLocation, path: string): void {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const node of nodes) {
    const name = node.name.value;
    const known = DIRECTIVES.get(name);
    if (!known) throw invalid(`directive '${name}' is not defined in the schema`, path);
    if (!known.locations.includes(location)) {
      throw invalid(`directive '${name}' is not allowed on ${LOCATION_NAMES[location] ?? location}`, path);
    }
    for (const argument of node.arguments ?? []) {
      if (known.args.some((a) => a.name === argument.name.value)) continue;
      throw invalid(`'${name}' has no argument named '${argument.name.value}'`, `${path}.${name}`);
    }
    if (seen.has(name)) twice.add(name);
    seen.add(name);
  }
  if (twice.size === 0) return;
  const names = [...twice].map((n) => `'${n}'`).join(', ');
  throw invalid(`the following directives are used more than once: [${names}]`, path);
}

function readCondition(planning: Planning, directive: DirectiveNode, path: string): boolean {
  const at = `${path}.${directive.name.value}.args.if`;
  const argument = directive.arguments?.find((a) => a.name.value === 'if');
  if (!argument) throw invalid("missing required field 'if'", at);
  return planning.reader.boolean(planning.reader.open(argument.value, 'Boolean!', at), at);
}

function checkMergeable(before: CollectedField, node: FieldNode, path: string): void {
  if (before.name !== node.name.value) {
    throw invalid(
      `selection of both '${before.name}' and '${node.name.value}' specify the same response name, '${before.alias}'`,
      path,
    );
  }
  if (!sameNamed(before.node.arguments ?? [], node.arguments ?? [])) {
    throw invalid(`inconsistent arguments between multiple selections of field '${before.name}'`, path);
  }
}

interface Named {
  readonly name: NameNode;
  readonly value: ValueNode;
}

/** Equal names with equal values, in any order. */
function sameNamed(a: readonly Named[], b: readonly Named[]): boolean {
  if (a.length !== b.length) return false;
  if (a.length === 0) return true;
  const others = new Map(b.map((x) => [x.name.value, x.value]));
  return a.every((x) => {
    const other = others.get(x.name.value);
    return other !== undefined && sameValue(x.value, other);
  });
}

function sameValue(a: ValueNode, b: ValueNode): boolean {
  switch (a.kind) {
    case Kind.VARIABLE:
      return b.kind === Kind.VARIABLE && a.name.value === b.name.value;
    case Kind.NULL:
      return b.kind === Kind.NULL;
    case Kind.LIST: {
      if (b.kind !== Kind.LIST || a.values.length !== b.values.length) return false;
      return a.values.every((item, i) => {
        const other = b.values[i];
        return other !== undefined && sameValue(item, other);
      });
    }
    case Kind.OBJECT:
      return b.kind === Kind.OBJECT && sameNamed(a.fields, b.fields);
    default:
      return a.kind === b.kind && 'value' in b && a.value === b.value;
  }
}
