/** What every step of planning one request shares: the role's schema, the reader of arguments, the fragments, and a budget. */
import type { FragmentDefinitionNode, GraphQLArgument, GraphQLField } from 'graphql';
import { Kind } from 'graphql';
import { fieldName, type Naming } from '../model/naming.ts';
import type { SchemaContext } from '../schema/context.ts';
import type { RoleSchema } from '../schema/role-schema.ts';
import type { Input, InputReader } from './input.ts';
import { invalid } from './scalar-input.ts';
import type { CollectedField } from './selection.ts';

/** Selections an operation may have after its fragments are followed, and conditions: bounds alias and fragment bombs. */
const MAX_SELECTIONS = 20_000;

export class Planning {
  readonly schema: RoleSchema;
  readonly context: SchemaContext;
  readonly reader: InputReader;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  #left = MAX_SELECTIONS;

  /** `HASURA_GRAPHQL_V1_BOOLEAN_NULL_COLLAPSE`: a comparison with null is left out instead of refused. */
  readonly nullCollapse: boolean;

  constructor(
    schema: RoleSchema,
    reader: InputReader,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    nullCollapse: boolean,
  ) {
    this.nullCollapse = nullCollapse;
    this.schema = schema;
    this.context = schema.context;
    this.reader = reader;
    this.fragments = fragments;
  }

  /** Counts one visited selection. */
  spend(): void {
    if (--this.#left < 0) throw invalid(`the query has more than ${MAX_SELECTIONS} selections and conditions`, '$');
  }
}

/** A field's arguments, opened. */
export class Arguments {
  readonly path: string;
  readonly #given = new Map<string, { readonly input: Input; readonly definition: GraphQLArgument }>();
  readonly #definition: GraphQLField<unknown, unknown>;
  readonly #naming: Naming;

  /** `path` is the field's; unknown arguments and missing required ones are errors. */
  constructor({ reader, context }: Planning, field: CollectedField, definition: GraphQLField<unknown, unknown>, path: string) {
    this.path = `${path}.args`;
    this.#definition = definition;
    this.#naming = context.naming;
    for (const { name, value } of field.node.arguments ?? []) {
      const argument = definition.args.find((a) => a.name === name.value);
      if (!argument) throw invalid(`'${definition.name}' has no argument named '${name.value}'`, path);
      const input = reader.open(value, argument.type, `${this.path}.${name.value}`, argument.defaultValue !== undefined);
      this.#given.set(name.value, { input, definition: argument });
    }
    for (const argument of definition.args) {
      if (String(argument.type).endsWith('!') && argument.defaultValue === undefined && !this.#given.has(argument.name)) {
        throw invalid(`missing required field '${argument.name}'`, `${this.path}.${argument.name}`);
      }
    }
  }

  /** The path of one of the engine's own arguments, as `get` names it. */
  at(name: string): string {
    return `${this.path}.${fieldName(this.#naming, name)}`;
  }

  definition(name: string): GraphQLArgument | undefined {
    const spelled = fieldName(this.#naming, name);
    return this.#definition.args.find((a) => a.name === spelled);
  }

  /** By the engine's own name (`order_by`), however the naming convention spells it; null when it is not given. */
  get(name: string): Input | null {
    return this.#given.get(fieldName(this.#naming, name))?.input ?? null;
  }

  /** null when it is not given, or null is. */
  getUnlessNull(reader: InputReader, name: string): Input | null {
    const input = this.get(name);
    return input === null || reader.isNull(input) ? null : input;
  }

  /** A required one. */
  require(name: string): Input {
    return this.get(name) ?? { kind: 'literal', node: { kind: Kind.NULL } };
  }

  /** All given ones in the order they were written. */
  parts() {
    return [...this.#given].map(([name, { input, definition }]) => ({
      name,
      input,
      definition,
      meaning: definition.extensions.engine,
      path: `${this.path}.${name}`,
    }));
  }
}
