/**
 * The GraphQL schema of one role. Its root types exist at once with their fields behind thunks; the whole `GraphQLSchema` is made
 * only for introspection, because it has to visit every type.
 */
import { GraphQLNonNull, type GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { Model } from '../model/model.ts';
import { typeName } from '../model/naming.ts';
import { actionRootFields } from './actions.ts';
import { DEFAULT_SCHEMA_OPTIONS, type Fields, SchemaContext, type SchemaIdentity, type SchemaOptions } from './context.ts';
import { deleteRootFields } from './delete.ts';
import { LISTED_DIRECTIVES } from './directives.ts';
import { functionRootFields } from './functions.ts';
import { insertRootFields } from './insert.ts';
import { scalar } from './scalars.ts';
import { selectRootFields } from './select-root.ts';
import { updateRootFields } from './update.ts';

export const NO_QUERIES =
  "There are no queries available to the current role. Either there are no sources or remote schemas configured, or the current role doesn't have the required permissions.";

export class RoleSchema {
  readonly context: SchemaContext;
  readonly query: GraphQLObjectType;
  #mutation: GraphQLObjectType | null | undefined;
  #subscription: GraphQLObjectType | null | undefined;
  #complete: GraphQLSchema | undefined;

  constructor(model: Model, identity: SchemaIdentity, options: SchemaOptions = DEFAULT_SCHEMA_OPTIONS) {
    this.context = new SchemaContext(model, identity, options);
    this.query = this.context.object('query_root', null, () => {
      const fields = rootFields(this.context, 'query');
      return isEmpty(fields) ? placeholder() : fields;
    });
  }

  /** null when the role may change nothing. */
  get mutation(): GraphQLObjectType | null {
    if (this.#mutation === undefined) this.#mutation = this.#root('mutation', 'mutation root');
    return this.#mutation;
  }

  get subscription(): GraphQLObjectType | null {
    if (this.#subscription === undefined) this.#subscription = this.#root('subscription', null);
    return this.#subscription;
  }

  /** The complete schema, made once. */
  get complete(): GraphQLSchema {
    this.#complete ??= new GraphQLSchema({
      query: this.query,
      mutation: this.mutation,
      subscription: this.subscription,
      directives: LISTED_DIRECTIVES,
      assumeValid: true,
    });
    return this.#complete;
  }

  #root(kind: 'mutation' | 'subscription', description: string | null): GraphQLObjectType | null {
    const fields = rootFields(this.context, kind);
    return isEmpty(fields) ? null : this.context.object(`${kind}_root`, description, () => fields);
  }
}

const isEmpty = (fields: Fields) => Object.keys(fields).length === 0;

function rootFields(context: SchemaContext, root: 'query' | 'mutation' | 'subscription'): Fields {
  let fields: Fields = {};
  const { tables, functions, actions } = context.model;
  for (const table of tables.values()) {
    if (root !== 'mutation') Object.assign(fields, selectRootFields(context, table, root));
    else
      Object.assign(fields, insertRootFields(context, table), updateRootFields(context, table), deleteRootFields(context, table));
  }
  for (const tracked of functions) Object.assign(fields, functionRootFields(context, tracked, root));
  const { namespace } = context.naming;
  if (namespace !== null && !isEmpty(fields)) fields = { [namespace]: namespaceField(context, namespace, root, fields) };
  for (const action of actions.values()) Object.assign(fields, actionRootFields(context, action, root));
  return fields;
}

const NAMESPACE_TYPES = { query: 'query', mutation: 'mutation_frontend', subscription: 'subscription' } as const;

const namespaceField = (
  context: SchemaContext,
  namespace: string,
  root: keyof typeof NAMESPACE_TYPES,
  fields: Fields,
): Fields[string] => ({
  type: new GraphQLNonNull(
    context.object(typeName(context.naming, { name: namespace, isCustom: true }, NAMESPACE_TYPES[root]), null, () => fields),
  ),
  extensions: { engine: { kind: 'namespace' } },
});

const placeholder = (): Fields => ({
  no_queries_available: {
    type: new GraphQLNonNull(scalar('String')),
    description: NO_QUERIES,
    extensions: { engine: { kind: 'placeholder' } },
  },
});
