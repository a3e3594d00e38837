/** `actions.graphql`, `actions.yaml` and the handlers name the same actions with the same inputs and outputs. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FieldDefinitionNode, type InputValueDefinitionNode, Kind, parse, print, type TypeNode } from 'graphql';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { METADATA, readMetadata } from '../test/support/metadata.ts';
import { actions } from './index.ts';

const { definitions } = parse(await readFile(join(METADATA, 'actions.graphql'), 'utf8'));
const types = new Map(
  definitions.flatMap((d) => (d.kind === Kind.OBJECT_TYPE_DEFINITION ? [[d.name.value, d.fields ?? []]] : [])),
);
const inputs = new Map(
  definitions.flatMap((d) => (d.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ? [[d.name.value, d.fields ?? []]] : [])),
);
const declared = new Map([...(types.get('Query') ?? []), ...(types.get('Mutation') ?? [])].map((f) => [f.name.value, f]));

test('every declared action has a handler, metadata and no other', async () => {
  const yaml = z.object({ actions: z.array(z.object({ name: z.string() })) }).parse(await readMetadata('actions.yaml'));
  expect([...actions.keys()].sort()).toEqual([...declared.keys()].sort());
  expect(yaml.actions.map((a) => a.name).sort()).toEqual([...declared.keys()].sort());
});

test.each([...actions.values()].map((a) => [a.name, a] as const))('%s takes and gives what is declared', (name, action) => {
  const field = declared.get(name);
  if (!field) throw new Error(`${name} is not declared`);
  const input = z.toJSONSchema(action.input, { io: 'input' });
  expect(shape(input)).toEqual(Object.fromEntries((field.arguments ?? []).map((a) => [a.name.value, typeText(a)])));
  const output = z.toJSONSchema(action.output, { io: 'output' });
  expect(shape(output)).toEqual(fieldsOf(named(field.type)));
});

/** Field → `type!` as the SDL would say, custom types spread out. */
function fieldsOf(type: string): Record<string, unknown> {
  return Object.fromEntries((types.get(type) ?? inputs.get(type) ?? []).map((f) => [f.name.value, typeText(f)]));
}

function typeText({ type }: FieldDefinitionNode | InputValueDefinitionNode): unknown {
  const inner =
    types.has(named(type)) || inputs.has(named(type)) ? { [print(type).replace(named(type), '*')]: fieldsOf(named(type)) } : null;
  return inner ?? print(type);
}

const named = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type));

type JsonSchema = z.core.JSONSchema.BaseSchema;

function shape(schema: JsonSchema): Record<string, unknown> {
  const required = new Set(schema.required);
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([key, value]) => [key, graphqlOf(value, required.has(key))]),
  );
}

function graphqlOf(value: z.core.JSONSchema._JSONSchema, required: boolean): unknown {
  if (typeof value === 'boolean') throw new Error('a schema of anything has no GraphQL type');
  const options = (value.anyOf ?? [value]).filter((o): o is JsonSchema => typeof o === 'object' && o.type !== 'null');
  const [only] = options;
  if (options.length !== 1 || !only) throw new Error(`no GraphQL type for ${JSON.stringify(value)}`);
  // "Text or null" is written in either of two ways.
  const kinds = [only.type].flat();
  const mark = required && value.anyOf === undefined && !kinds.includes('null') ? '!' : '';
  if (only.type === 'array') {
    const items = typeof only.items === 'object' && !Array.isArray(only.items) ? only.items : {};
    return items.type === 'object' ? { [`[*!]${mark}`]: shape(items) } : `[${graphqlOf(items, true)}]${mark}`;
  }
  const scalar =
    only.format === 'uuid'
      ? 'uuid'
      : only.format === 'date-time'
        ? 'timestamptz'
        : SCALARS[String(kinds.find((kind) => kind !== 'null'))];
  return `${scalar}${mark}`;
}

const SCALARS: Readonly<Record<string, string>> = {
  string: 'String',
  integer: 'Int',
  number: 'Float',
  boolean: 'Boolean',
  object: 'jsonb',
};
