/** Commands on query collections, the allowlist and REST endpoints. */
import { parse } from 'graphql';
import { z } from 'zod';
import { EngineError } from '../error.ts';
import { AllowlistScope, type Metadata, QueryCollectionMetadata, RestEndpointMetadata } from '../metadata/metadata.ts';
import { type Commands, command, SUCCESS } from './command.ts';
import { refuse } from './edits/edit.ts';
import { added, changed, mustHave, type NamedList, removed } from './edits/named-list.ts';

const COLLECTIONS: NamedList<QueryCollectionMetadata> = { what: 'query collection', nameOf: (c) => c.name };
const ENDPOINTS: NamedList<RestEndpointMetadata> = {
  what: 'endpoint',
  nameOf: (e) => e.name,
  label: (name) => `endpoint with name: ${name}`,
};

type Allowed = NonNullable<Metadata['allowlist']>[number];

export const collectionCommands: Commands = {
  create_query_collection: command(QueryCollectionMetadata, async ({ draft, path }, collection) => {
    for (const [i, { query }] of collection.definition.queries.entries())
      mustParse(query, `${path}.definition.queries[${i}].query`);
    const query_collections = added(draft.metadata.query_collections, collection, COLLECTIONS);
    await draft.edit({ ...draft.metadata, query_collections });
    return SUCCESS;
  }),

  rename_query_collection: command(z.object({ name: z.string(), new_name: z.string().min(1) }), async ({ draft }, args) => {
    const { metadata } = draft;
    mustHave(metadata.query_collections, args.name, COLLECTIONS);
    if (metadata.query_collections?.some((c) => c.name === args.new_name)) {
      refuse('already-exists', `query collection with name "${args.new_name}" already exists`);
    }
    const edit = (c: QueryCollectionMetadata) => ({ ...c, name: args.new_name });
    await draft.edit({
      ...metadata,
      query_collections: changed(metadata.query_collections, args.name, edit, COLLECTIONS),
      allowlist: metadata.allowlist?.map((a) => (a.collection === args.name ? { ...a, collection: args.new_name } : a)),
      rest_endpoints: metadata.rest_endpoints?.map((e) => renameInEndpoint(e, args.name, args.new_name)),
    });
    return SUCCESS;
  }),

  drop_query_collection: command(
    z.object({ collection: z.string(), cascade: z.boolean().default(false) }),
    async ({ draft }, { collection, cascade }) => {
      const { metadata } = draft;
      const query_collections = removed(metadata.query_collections, collection, COLLECTIONS);
      const isAllowed = metadata.allowlist?.some((a) => a.collection === collection) ?? false;
      if (isAllowed && !cascade) {
        refuse(
          'dependency-error',
          `query collection with name "${collection}" is present in the allowlist; cannot proceed to drop. ` +
            'please use cascade to confirm deletion',
        );
      }
      const allowlist = metadata.allowlist?.filter((a) => a.collection !== collection);
      await draft.edit({ ...metadata, query_collections, ...(allowlist ? { allowlist } : {}) });
      return SUCCESS;
    },
  ),

  add_query_to_collection: command(
    z.object({ collection_name: z.string(), query_name: z.string().min(1), query: z.string() }),
    async ({ draft, path }, { collection_name, query_name, query }) => {
      mustParse(query, `${path}.query`);
      const edit = (c: QueryCollectionMetadata): QueryCollectionMetadata => {
        if (c.definition.queries.some((q) => q.name === query_name)) {
          refuse('already-exists', `query with name "${query_name}" already exists in collection "${collection_name}"`);
        }
        return { ...c, definition: { queries: [...c.definition.queries, { name: query_name, query }] } };
      };
      const query_collections = changed(draft.metadata.query_collections, collection_name, edit, COLLECTIONS);
      await draft.edit({ ...draft.metadata, query_collections });
      return SUCCESS;
    },
  ),

  drop_query_from_collection: command(
    z.object({ collection_name: z.string(), query_name: z.string() }),
    async ({ draft }, { collection_name, query_name }) => {
      const edit = (c: QueryCollectionMetadata): QueryCollectionMetadata => {
        if (!c.definition.queries.some((q) => q.name === query_name)) {
          refuse('not-found', `query with name "${query_name}" not found in collection "${collection_name}"`);
        }
        return { ...c, definition: { queries: c.definition.queries.filter((q) => q.name !== query_name) } };
      };
      const query_collections = changed(draft.metadata.query_collections, collection_name, edit, COLLECTIONS);
      await draft.edit({ ...draft.metadata, query_collections });
      return SUCCESS;
    },
  ),

  add_collection_to_allowlist: command(
    z.object({ collection: z.string(), scope: AllowlistScope.default({ global: true }) }),
    async ({ draft }, { collection, scope }) => {
      mustHave(draft.metadata.query_collections, collection, COLLECTIONS);
      if (draft.metadata.allowlist?.some((a) => a.collection === collection)) {
        return {
          message:
            `collection "${collection}" already exists in the allowlist, scope ignored; ` +
            'to change scope, use update_scope_of_collection_in_allowlist',
        };
      }
      const entry: Allowed = scope.global ? { collection } : { collection, scope };
      await draft.edit({ ...draft.metadata, allowlist: [...(draft.metadata.allowlist ?? []), entry] });
      return SUCCESS;
    },
  ),

  update_scope_of_collection_in_allowlist: command(
    z.object({ collection: z.string(), scope: AllowlistScope }),
    async ({ draft }, { collection, scope }) => {
      mustBeAllowed(draft.metadata, collection);
      const allowlist = draft.metadata.allowlist?.map((a) => (a.collection === collection ? { collection, scope } : a));
      await draft.edit({ ...draft.metadata, ...(allowlist ? { allowlist } : {}) });
      return SUCCESS;
    },
  ),

  drop_collection_from_allowlist: command(z.object({ collection: z.string() }), async ({ draft }, { collection }) => {
    mustBeAllowed(draft.metadata, collection);
    const allowlist = draft.metadata.allowlist?.filter((a) => a.collection !== collection);
    await draft.edit({ ...draft.metadata, ...(allowlist ? { allowlist } : {}) });
    return SUCCESS;
  }),

  create_rest_endpoint: command(RestEndpointMetadata, async ({ draft }, endpoint) => {
    const { name } = endpoint;
    if (draft.metadata.rest_endpoints?.some((e) => e.name === name)) {
      refuse('already-exists', `Endpoint with name: ${name} already exists`);
    }
    const rest_endpoints = [...(draft.metadata.rest_endpoints ?? []), endpoint];
    await draft.edit({ ...draft.metadata, rest_endpoints }, { about: `rest_endpoint ${endpoint.name}` });
    return SUCCESS;
  }),

  drop_rest_endpoint: command(z.object({ name: z.string() }), async ({ draft }, { name }) => {
    await draft.edit({ ...draft.metadata, rest_endpoints: removed(draft.metadata.rest_endpoints, name, ENDPOINTS) });
    return SUCCESS;
  }),
};

function mustParse(query: string, path: string): void {
  try {
    parse(query, { noLocation: true });
  } catch {
    throw new EngineError('parse-failed', 'not a valid graphql query', { path });
  }
}

function renameInEndpoint(endpoint: RestEndpointMetadata, name: string, newName: string): RestEndpointMetadata {
  const { query } = endpoint.definition;
  if (query.collection_name !== name) return endpoint;
  return { ...endpoint, definition: { query: { ...query, collection_name: newName } } };
}

function mustBeAllowed(metadata: Metadata, collection: string): void {
  if (metadata.allowlist?.some((a) => a.collection === collection)) return;
  throw new EngineError('not-found', `collection "${collection}" doesn't exist in the allowlist`);
}
