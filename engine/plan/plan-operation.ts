/** One operation as a plan: every root field planned, subscriptions held to their rules. */
import {
  DirectiveLocation,
  type DirectiveNode,
  type GraphQLObjectType,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { EngineError } from '../error.ts';
import { BOOLEAN, INTEGER } from '../model/scalar.ts';
import { isIntrospection, planIntrospection } from './introspection.ts';
import type { OperationPlan, Root, RootPlan } from './operation-plan.ts';
import type { Planning } from './planning.ts';
import { mustBeFew, planRoot } from './roots.ts';
import { invalid, type ScalarRule } from './scalar-input.ts';
import { type CollectedField, checkDirectives, collectFields } from './selection.ts';
import { readValue } from './values.ts';

export function planOperation(
  planning: Planning,
  operation: OperationDefinitionNode,
  allowsIntrospection: boolean,
): OperationPlan {
  const kind = operation.operation;
  const type = rootType(planning, kind);
  const directives = operation.directives ?? [];
  checkDirectives(directives, LOCATIONS[kind], '$');
  for (const directive of directives) checkArguments(planning, directive);
  const path = '$.selectionSet';
  const fields = collectFields(planning, type, operation.selectionSet.selections, path);
  if (kind === OperationTypeNode.SUBSCRIPTION) checkSubscription(operation, fields);
  mustBeFew(fields.length);
  const roots = fields.map((field): Root => {
    const at = `${path}.${field.name}`;
    return { alias: field.alias, path: at, field: planField(planning, type, field, at, allowsIntrospection) };
  });
  return { kind, name: operation.name?.value ?? null, roots };
}

const LOCATIONS = {
  query: DirectiveLocation.QUERY,
  mutation: DirectiveLocation.MUTATION,
  subscription: DirectiveLocation.SUBSCRIPTION,
} as const;

/** `@cached` has no effect, but its arguments must fit. */
function checkArguments({ reader }: Planning, { name, arguments: given = [] }: DirectiveNode): void {
  for (const argument of given) {
    const path = `$.${name.value}.args.${argument.name.value}`;
    const rule = argument.name.value === 'ttl' ? TTL : REFRESH;
    readValue(reader, reader.open(argument.value, `${rule.name}!`, path, true), rule, path);
  }
}

const STRICT = { enumValues: null, acceptsNull: false, isStrict: true };
const TTL: ScalarRule = { ...STRICT, type: INTEGER, name: 'Int' };
const REFRESH: ScalarRule = { ...STRICT, type: BOOLEAN, name: 'Boolean' };

function rootType({ schema }: Planning, kind: OperationTypeNode): GraphQLObjectType {
  if (kind === OperationTypeNode.QUERY) return schema.query;
  const type = kind === OperationTypeNode.MUTATION ? schema.mutation : schema.subscription;
  if (!type) throw new EngineError('validation-failed', `no ${kind}s exist`);
  return type;
}

function planField(
  planning: Planning,
  type: GraphQLObjectType,
  field: CollectedField,
  path: string,
  allowsIntrospection: boolean,
): RootPlan {
  if (field.name === '__typename') return { kind: 'text', json: JSON.stringify(type.name) };
  if (isIntrospection(field.name) && allowsIntrospection && type === planning.schema.query) {
    return { kind: 'text', json: planIntrospection(planning, field, path) };
  }
  const definition = type.getFields()[field.name];
  if (!definition) throw invalid(`field '${field.name}' not found in type: '${type.name}'`, path);
  return planRoot(planning, field, definition, path);
}

function checkSubscription(operation: OperationDefinitionNode, fields: readonly CollectedField[]): void {
  const allowsMany = operation.directives?.some((d) => d.name.value === '_multiple_top_level_fields') ?? false;
  if (fields.length === 1 || (allowsMany && fields.length > 0)) return;
  throw new EngineError('validation-failed', 'subscriptions must select one top level field');
}
