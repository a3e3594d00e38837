/**
 * The RESTified endpoints that a role may use, as an OpenAPI 3.1 document: what each takes, where, what it answers and how it fails, with
 * the descriptions of the columns. (`open-api.ts` is the document that Hasura itself would serve.) Pure.
 */
import {
  type DocumentNode,
  type FieldNode,
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
  OperationTypeNode,
  parse,
  type SelectionSetNode,
  typeFromAST,
  type VariableDefinitionNode,
  validate,
  valueFromASTUntyped,
} from 'graphql';
import type { RestEndpoint } from '../model/model.ts';
import type { JsonSchema } from './open-api.ts';
import { PROBLEM_SCHEMA, PROBLEM_TYPE } from './problem.ts';
import { scalarSchema } from './scalar-schema.ts';

export interface OpenApiTraits {
  /** Failures are problems (RFC 9457). */
  readonly hasProblems: boolean;
  /** Whether a field of the mutation root honours an `Idempotency-Key`. */
  readonly repeatsOf: (field: string) => boolean;
}

/** `schema` is the role's: endpoints whose query it does not allow are left out. */
export function openApi31(endpoints: readonly RestEndpoint[], schema: GraphQLSchema, traits: OpenApiTraits) {
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
      describe(endpoint, method, document, { schema, components, traits }),
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
      schemas: {
        ...(traits.hasProblems ? { Problem: PROBLEM_SCHEMA } : { Error: ERROR }),
        ...Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
      },
      parameters: { IdempotencyKey: IDEMPOTENCY_KEY },
      responses: responses(traits.hasProblems),
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

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    "A text of the client's choice: a repeat with the same key is answered as the first time and changes nothing, another request with it is refused.",
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

function responses(hasProblems: boolean) {
  const [type, name] = hasProblems ? [PROBLEM_TYPE, 'Problem'] : ['application/json', 'Error'];
  const failure = (description: string, headers: object = {}) => ({
    description,
    ...headers,
    content: { [type]: { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  const retryAfter = (description: string) => ({ headers: { 'Retry-After': { description, schema: { type: 'integer' } } } });
  return {
    Refused: failure('The request is wrong, not allowed for the role, or what it is about is not there; `code` says which.'),
    NotSignedIn: failure('The session or key is none, or has ended.'),
    TooLarge: failure('The body is larger than the server takes.'),
    KeyReused: failure('The `Idempotency-Key` was used for another request.'),
    TooMany: failure('The caller asked too often.', retryAfter('Seconds until the next request is admitted.')),
    Failed: failure('Something failed on the side of the server.'),
  };
}

const segments = ({ url }: RestEndpoint): readonly string[] => url.split('/');

/** The first segment that is no version: what the endpoint is about. */
const tagOf = (endpoint: RestEndpoint): string =>
  segments(endpoint).find((s) => !s.startsWith(':') && !/^v\d+$/.test(s)) ?? endpoint.name;

const hasTag = (operations: Readonly<Record<string, unknown>>, tag: string): boolean =>
  Object.values(operations).some((o) => typeof o === 'object' && o !== null && 'tags' in o && String(o.tags) === tag);

type Components = Map<string, JsonSchema>;

interface Describing {
  readonly schema: GraphQLSchema;
  readonly components: Components;
  readonly traits: OpenApiTraits;
}

function describe(endpoint: RestEndpoint, method: string, document: DocumentNode, { schema, components, traits }: Describing) {
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
        ...meaningOf(v, operation, schema),
        schema: withDefault(notNull(schemaOf(v)), v),
      }));
  const takesKey =
    operation?.operation === OperationTypeNode.MUTATION &&
    rootFields(operation).every(({ name }) => traits.repeatsOf(name.value));
  const comment = endpoint.comment ?? endpoint.name;
  return {
    operationId: endpoint.name,
    summary: /^.*?[.;:](?=\s|$)/.exec(comment)?.[0].replace(/[.;:]$/, '') ?? comment,
    description: comment,
    tags: [tagOf(endpoint)],
    parameters: [...inPath, ...inQuery, ...(takesKey ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : [])],
    ...(hasBody ? { requestBody: requestBody(others, schemaOf) } : {}),
    responses: {
      '200': {
        description: 'The data.',
        content: { 'application/json': { schema: operation ? answer(operation, fragments, schema) : {} } },
      },
      '400': { $ref: '#/components/responses/Refused' },
      '401': { $ref: '#/components/responses/NotSignedIn' },
      ...(hasBody ? { '413': { $ref: '#/components/responses/TooLarge' } } : {}),
      ...(takesKey ? { '422': { $ref: '#/components/responses/KeyReused' } } : {}),
      '429': { $ref: '#/components/responses/TooMany' },
      default: { $ref: '#/components/responses/Failed' },
    },
  };
}

const rootFields = ({ selectionSet }: OperationDefinitionNode): readonly FieldNode[] =>
  selectionSet.selections.filter((item) => item.kind === Kind.FIELD);

/** What the argument means that the variable is given to: how many rows, how many to skip. */
function meaningOf({ variable }: VariableDefinitionNode, operation: OperationDefinitionNode | undefined, schema: GraphQLSchema) {
  const root = operation && schema.getRootType(operation.operation)?.getFields();
  for (const field of operation ? rootFields(operation) : [])
    for (const { name, value } of field.arguments ?? [])
      if (value.kind === Kind.VARIABLE && value.name.value === variable.name.value) {
        const description = root?.[field.name.value]?.args.find((argument) => argument.name === name.value)?.description;
        return description ? { description } : {};
      }
  return {};
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
