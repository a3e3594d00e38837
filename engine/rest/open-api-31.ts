/**
 * The RESTified endpoints that a role may use, as an OpenAPI 3.1 document: what each takes, where, what it answers and how it fails, with
 * the descriptions of the columns. (`open-api.ts` is the document that Hasura itself would serve.) Pure.
 */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  typeFromAST,
  type VariableDefinitionNode,
  validate,
  valueFromASTUntyped,
} from 'graphql';
import type { RestEndpoint } from '../model/model.ts';
import type { JsonSchema } from './open-api.ts';
import { scalarSchema } from './scalar-schema.ts';

/** `schema` is the role's: endpoints whose query it does not allow are left out. */
export function openApi31(endpoints: readonly RestEndpoint[], schema: GraphQLSchema) {
  const components = new Map<string, JsonSchema>();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    const document = parse(endpoint.query, { noLocation: true });
    if (validate(schema, document).length > 0) continue;
    const path = `/api/rest/${segments(endpoint)
      .map((s) => (s.startsWith(':') ? `{${s.slice(1)}}` : s))
      .join('/')}`;
    const described = endpoint.methods.map((method) => [
      method.toLowerCase(),
      describe(endpoint, method, document, schema, components),
    ]);
    paths[path] = { ...paths[path], ...Object.fromEntries(described) };
  }
  const tags = new Set(endpoints.map(tagOf).filter((tag) => Object.values(paths).some((p) => hasTag(p, tag))));
  return {
    openapi: '3.1.0',
    info: {
      title: 'REST API',
      version: '1',
      description: 'The endpoints that the asking role may use. Each is a stored GraphQL operation and answers its data.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { adminSecret: [] }],
    tags: [...tags].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas: { Error: ERROR, ...Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))) },
      responses: RESPONSES,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A session: `Authorization: Bearer …`.' },
        adminSecret: { type: 'apiKey', in: 'header', name: 'x-hasura-admin-secret', description: 'For operators only.' },
      },
    },
  };
}

const ERROR: JsonSchema = {
  type: 'object',
  description: 'What went wrong.',
  properties: {
    path: { type: 'string', description: 'Where in the request.' },
    error: { type: 'string', description: 'A sentence for people.' },
    code: { type: 'string', description: 'Stable, for programs.' },
  },
  required: ['path', 'error', 'code'],
};

const failure = (description: string, headers: object = {}) => ({
  description,
  ...headers,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
});

const RESPONSES = {
  Refused: failure('The request is wrong, or not allowed for the role; `code` says why.'),
  TooMany: failure('The caller asked too often.', {
    headers: { 'Retry-After': { description: 'Seconds until the next request is admitted.', schema: { type: 'integer' } } },
  }),
  Failed: failure('Something failed on the side of the server.'),
};

const segments = ({ url }: RestEndpoint): readonly string[] => url.split('/');

/** The first segment that is no version: what the endpoint is about. */
const tagOf = (endpoint: RestEndpoint): string =>
  segments(endpoint).find((s) => !s.startsWith(':') && !/^v\d+$/.test(s)) ?? endpoint.name;

const hasTag = (operations: Readonly<Record<string, unknown>>, tag: string): boolean =>
  Object.values(operations).some((o) => typeof o === 'object' && o !== null && 'tags' in o && String(o.tags) === tag);

type Components = Map<string, JsonSchema>;

function describe(endpoint: RestEndpoint, method: string, document: DocumentNode, schema: GraphQLSchema, components: Components) {
  const operation = document.definitions.find((d) => d.kind === Kind.OPERATION_DEFINITION);
  const fragments = new Map(
    document.definitions.flatMap((d) => (d.kind === Kind.FRAGMENT_DEFINITION ? [[d.name.value, d] as const] : [])),
  );
  const variables = operation?.variableDefinitions ?? [];
  const names = new Set(segments(endpoint).flatMap((s) => (s.startsWith(':') ? [s.slice(1)] : [])));
  const inPath = [...names].map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: notNull(schemaOf(variables.find((v) => v.variable.name.value === name))),
  }));
  function schemaOf(variable: VariableDefinitionNode | undefined): JsonSchema {
    const type = variable && typeFromAST(schema, variable.type);
    return type && isInputType(type) ? inputSchema(type, components) : { type: 'string' };
  }
  const others = variables.filter((v) => !names.has(v.variable.name.value));
  const hasBody = method !== 'GET' && method !== 'DELETE' && others.length > 0;
  const inQuery = hasBody
    ? []
    : others.map((v) => ({
        name: v.variable.name.value,
        in: 'query',
        required: isRequired(v),
        schema: withDefault(notNull(schemaOf(v)), v),
      }));
  const comment = endpoint.comment ?? endpoint.name;
  return {
    operationId: endpoint.name,
    summary: /^.*?[.;:](?=\s|$)/.exec(comment)?.[0].replace(/[.;:]$/, '') ?? comment,
    description: comment,
    tags: [tagOf(endpoint)],
    parameters: [...inPath, ...inQuery],
    ...(hasBody ? { requestBody: requestBody(others, schemaOf) } : {}),
    responses: {
      '200': {
        description: 'The data.',
        content: { 'application/json': { schema: operation ? answer(operation, fragments, schema) : {} } },
      },
      '400': { $ref: '#/components/responses/Refused' },
      '429': { $ref: '#/components/responses/TooMany' },
      default: { $ref: '#/components/responses/Failed' },
    },
  };
}

function requestBody(variables: readonly VariableDefinitionNode[], schemaOf: (v: VariableDefinitionNode) => JsonSchema) {
  const required = variables.filter(isRequired).map((v) => v.variable.name.value);
  return {
    required: required.length > 0,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: Object.fromEntries(variables.map((v) => [v.variable.name.value, withDefault(schemaOf(v), v)])),
          ...(required.length > 0 ? { required } : {}),
          additionalProperties: false,
        },
      },
    },
  };
}

const isRequired = (v: VariableDefinitionNode): boolean => v.type.kind === Kind.NON_NULL_TYPE && v.defaultValue === undefined;

const withDefault = (schema: JsonSchema, { defaultValue }: VariableDefinitionNode): JsonSchema =>
  defaultValue === undefined ? schema : { ...schema, default: valueFromASTUntyped(defaultValue) };

/** A query string has no null. */
function notNull(schema: JsonSchema): JsonSchema {
  const { type, enum: values } = schema;
  return {
    ...schema,
    ...(Array.isArray(type) ? { type: type.filter((t) => t !== 'null')[0] } : {}),
    ...(Array.isArray(values) ? { enum: values.filter((v) => v !== null) } : {}),
  };
}

function orNull(schema: JsonSchema): JsonSchema {
  const { type, enum: values, $ref } = schema;
  if ($ref !== undefined) return { anyOf: [schema, { type: 'null' }] };
  if (typeof type !== 'string') return schema;
  return { ...schema, type: [type, 'null'], ...(Array.isArray(values) ? { enum: [...values, null] } : {}) };
}

/** Input objects become components; those that lead on to others (conditions on related rows) are any object from the second on. */
function inputSchema(type: GraphQLType, components: Components): JsonSchema {
  if (isNonNullType(type)) return notNull(unwrapped(inputSchema(type.ofType, components)));
  return orNull(valueSchema(type, components));
}

const unwrapped = (schema: JsonSchema): JsonSchema => {
  const [first] = Array.isArray(schema.anyOf) ? schema.anyOf : [];
  return first ?? schema;
};

function valueSchema(type: GraphQLType, components: Components): JsonSchema {
  if (isListType(type)) return { type: 'array', items: inputSchema(type.ofType, components) };
  const named = getNamedType(type);
  if (isInputObjectType(named)) return component(named, components);
  return leafSchema(named);
}

function leafSchema(type: ReturnType<typeof getNamedType>): JsonSchema {
  if (isScalarType(type)) return scalarSchema(type.name);
  if (isEnumType(type)) return { type: 'string', enum: type.getValues().map((v) => v.name) };
  return { type: 'object' };
}

function component(type: GraphQLInputObjectType, components: Components): JsonSchema {
  const { name } = type;
  if (!components.has(name)) {
    components.set(name, {});
    const fields = Object.values(type.getFields());
    const properties = fields.map((f) => {
      const field = fieldSchema(f.type, type, components);
      return [f.name, described(isNonNullType(f.type) ? field : orNull(field), f.description)] as const;
    });
    const required = fields.filter((f) => isNonNullType(f.type) && f.defaultValue === undefined).map((f) => f.name);
    components.set(name, {
      type: 'object',
      ...(type.description ? { description: type.description } : {}),
      properties: Object.fromEntries(properties),
      ...(required.length > 0 ? { required } : {}),
    });
  }
  return { $ref: `#/components/schemas/${name}` };
}

function fieldSchema(type: GraphQLType, above: GraphQLInputObjectType, components: Components): JsonSchema {
  if (isNonNullType(type)) return fieldSchema(type.ofType, above, components);
  if (isListType(type)) return { type: 'array', items: fieldSchema(type.ofType, above, components) };
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return leafSchema(named);
  const leadsOn = Object.values(named.getFields()).some((f) => isInputObjectType(getNamedType(f.type)));
  return named !== above && leadsOn ? { type: 'object', title: named.name } : component(named, components);
}

const described = (schema: JsonSchema, description: string | null | undefined): JsonSchema =>
  description ? { ...schema, description } : schema;

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function answer({ operation, selectionSet }: OperationDefinitionNode, fragments: Fragments, schema: GraphQLSchema): JsonSchema {
  const root = schema.getRootType(operation);
  return root ? notNull(selected(root, selectionSet, fragments)) : {};
}

function selected(type: GraphQLOutputType, selection: SelectionSetNode | undefined, fragments: Fragments): JsonSchema {
  if (isNonNullType(type)) return notNull(selected(type.ofType, selection, fragments));
  if (isListType(type)) return { type: ['array', 'null'], items: selected(type.ofType, selection, fragments) };
  if (!isObjectType(type)) return orNull(leafSchema(type));
  const properties = propertiesOf(type, selection, fragments);
  return { type: ['object', 'null'], properties, required: Object.keys(properties) };
}

function propertiesOf(
  type: GraphQLObjectType,
  selection: SelectionSetNode | undefined,
  fragments: Fragments,
): Record<string, JsonSchema> {
  const fields = type.getFields();
  const properties: Record<string, JsonSchema> = {};
  for (const item of selection?.selections ?? []) {
    if (item.kind === Kind.FIELD) {
      const field = fields[item.name.value];
      const schema = field ? selected(field.type, item.selectionSet, fragments) : { type: 'string' };
      properties[item.alias?.value ?? item.name.value] = described(schema, field?.description);
      continue;
    }
    // The query is valid, so no fragment holds itself.
    const inner = item.kind === Kind.FRAGMENT_SPREAD ? fragments.get(item.name.value)?.selectionSet : item.selectionSet;
    Object.assign(properties, propertiesOf(type, inner, fragments));
  }
  return properties;
}
