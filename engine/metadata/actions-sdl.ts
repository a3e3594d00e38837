/**
 * `actions.yaml` and `actions.graphql` together are the metadata's `actions` and `custom_types`: the SDL holds names, arguments,
 * types and descriptions, the YAML everything else. Merged by name.
 */
import {
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  parse,
  print,
  type TypeNode,
} from 'graphql';
import { EngineError } from '../error.ts';

interface Argument {
  readonly name: string;
  readonly type: string;
  readonly description?: string;
}

/** What the SDL says. */
interface Signatures {
  readonly actions: ReadonlyMap<string, Signature>;
  readonly inputObjects: readonly TypeEntry[];
  readonly objects: readonly TypeEntry[];
  readonly enums: readonly EnumEntry[];
  readonly scalars: readonly { readonly name: string; readonly description?: string }[];
}

interface Signature {
  readonly type: 'query' | 'mutation';
  readonly arguments: readonly Argument[];
  readonly output_type: string;
  readonly description?: string;
}

interface TypeEntry {
  readonly name: string;
  readonly description?: string;
  readonly fields: readonly Argument[];
}

interface EnumEntry {
  readonly name: string;
  readonly description?: string;
  readonly values: readonly { readonly value: string; readonly description?: string; readonly is_deprecated?: boolean }[];
}

type Json = Readonly<Record<string, unknown>>;

/** `actions` and `custom_types` of the metadata object; empty when there are none. */
export function mergeActions(yaml: unknown, sdl: string): Json {
  const file = isObject(yaml) ? yaml : {};
  const signatures = readSdl(sdl);
  const actions = listOf(file.actions).map((action) => {
    const signature = signatures.actions.get(String(action.name));
    const definition = isObject(action.definition) ? action.definition : {};
    if (!signature) {
      if ('output_type' in definition) return action;
      throw new EngineError('invalid-configuration', `action ${String(action.name)} is not present in actions.graphql`);
    }
    const { description, ...known } = signature;
    const merged = { ...definition, ...known };
    return { ...action, definition: merged, ...('comment' in action || !description ? {} : { comment: description }) };
  });
  const given = isObject(file.custom_types) ? file.custom_types : {};
  const types = {
    enums: mergeByName(listOf(given.enums), signatures.enums),
    input_objects: mergeByName(listOf(given.input_objects), signatures.inputObjects),
    objects: mergeByName(listOf(given.objects), signatures.objects),
    scalars: mergeByName(listOf(given.scalars), signatures.scalars),
  };
  const hasTypes = Object.values(types).some((list) => list.length > 0);
  return { ...(actions.length > 0 ? { actions } : {}), ...(hasTypes ? { custom_types: types } : {}) };
}

/** In the YAML's order, then what only the SDL has. */
function mergeByName(yaml: readonly Json[], sdl: readonly { readonly name: string }[]): Json[] {
  const byName = new Map(sdl.map((item) => [item.name, item]));
  const named = new Set(yaml.map((item) => String(item.name)));
  return [
    ...yaml.map((item) => ({ ...item, ...byName.get(String(item.name)) })),
    ...sdl.filter((item) => !named.has(item.name)).map((item) => ({ ...item })),
  ];
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

function readSdl(sdl: string): Signatures {
  const actions = new Map<string, Signature>();
  const inputObjects: TypeEntry[] = [];
  const objects: TypeEntry[] = [];
  const enums: EnumEntry[] = [];
  const scalars: { name: string; description?: string }[] = [];
  for (const node of definitionsOf(sdl)) {
    switch (node.kind) {
      case 'ObjectTypeDefinition':
      case 'ObjectTypeExtension': {
        const { value: name } = node.name;
        if (name === 'Mutation' || name === 'Query') {
          for (const field of node.fields ?? []) actions.set(field.name.value, signatureOf(field, name));
        } else objects.push({ ...header(node), fields: (node.fields ?? []).map(argumentOf) });
        break;
      }
      case 'InputObjectTypeDefinition':
        inputObjects.push({ ...header(node), fields: (node.fields ?? []).map(argumentOf) });
        break;
      case 'EnumTypeDefinition':
        enums.push({
          ...header(node),
          values: (node.values ?? []).map((v) => ({
            value: v.name.value,
            ...described(v),
            ...(v.directives?.some((d) => d.name.value === 'deprecated') ? { is_deprecated: true } : {}),
          })),
        });
        break;
      case 'ScalarTypeDefinition':
        scalars.push(header(node));
        break;
      default:
        throw new EngineError('invalid-configuration', `actions.graphql: ${node.kind} is not allowed`);
    }
  }
  return { actions, inputObjects, objects, enums, scalars };
}

function definitionsOf(sdl: string): readonly DefinitionNode[] {
  if (sdl.trim() === '') return [];
  try {
    return parse(sdl, { noLocation: true }).definitions;
  } catch (error) {
    throw new EngineError('invalid-configuration', `actions.graphql: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function signatureOf(field: FieldDefinitionNode, root: 'Mutation' | 'Query'): Signature {
  return {
    type: root === 'Query' ? 'query' : 'mutation',
    arguments: (field.arguments ?? []).map(argumentOf),
    output_type: typeText(field.type),
    ...described(field),
  };
}

const argumentOf = (node: FieldDefinitionNode | InputValueDefinitionNode): Argument => ({
  name: node.name.value,
  ...described(node),
  type: typeText(node.type),
});

const typeText = (type: TypeNode): string => print(type);

interface Named {
  readonly name: { readonly value: string };
  readonly description?: { readonly value: string };
}

const described = (node: Pick<Named, 'description'>) => (node.description ? { description: node.description.value } : {});

const header = (node: Named) => ({ name: node.name.value, ...described(node) });
