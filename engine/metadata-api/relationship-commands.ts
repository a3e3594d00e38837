/** Commands on relationships and computed fields. */
import { z } from 'zod';
import { EngineError } from '../error.ts';
import { QualifiedName } from '../metadata/qualified-name.ts';
import {
  ArrayRelationshipMetadata,
  ComputedFieldMetadata,
  ObjectRelationshipMetadata,
  RemoteRelationshipMetadata,
} from '../metadata/table-metadata.ts';
import { type Commands, command, SUCCESS } from './command.ts';
import { withoutDependents } from './dependents.ts';
import { aboutPart, DEFAULT_SOURCE, tableName, tableOf, withTable } from './edits/edit.ts';
import { added, changed, type NamedList, removed } from './edits/named-list.ts';
import {
  addComputedField,
  addRelationship,
  commentRelationship,
  dropComputedField,
  dropRelationship,
  relationshipKind,
} from './edits/relationships.ts';
import { renameRelationship } from './edits/rename.ts';

const REMOTE: NamedList<RemoteRelationshipMetadata> = { what: 'remote relationship', nameOf: (r) => r.name };

const on = { source: z.string().default(DEFAULT_SOURCE), table: QualifiedName };

export const relationshipCommands: Commands = {
  create_object_relationship: command(
    ObjectRelationshipMetadata.extend(on),
    async ({ draft }, { source, table, ...relationship }) => {
      const next = addRelationship(draft.metadata, source, table, { kind: 'object', relationship });
      mustBeFree(draft.model.tables.values(), table, relationship.name);
      await draft.edit(next, { about: aboutPart('object_relation', relationship.name, table, source) });
      return SUCCESS;
    },
  ),

  create_array_relationship: command(
    ArrayRelationshipMetadata.extend(on),
    async ({ draft }, { source, table, ...relationship }) => {
      const next = addRelationship(draft.metadata, source, table, { kind: 'array', relationship });
      mustBeFree(draft.model.tables.values(), table, relationship.name);
      await draft.edit(next, { about: aboutPart('array_relation', relationship.name, table, source) });
      return SUCCESS;
    },
  ),

  drop_relationship: command(
    z.object({ ...on, relationship: z.string(), cascade: z.boolean().default(false) }),
    async ({ draft }, { source, table, relationship, cascade }) => {
      const next = dropRelationship(draft.metadata, source, table, relationship);
      await draft.edit(await withoutDependents(draft, next, cascade));
      return SUCCESS;
    },
  ),

  rename_relationship: command(
    z.object({ ...on, name: z.string(), new_name: z.string().min(1) }),
    async ({ draft }, { source, table, name, new_name }) => {
      const next = renameRelationship(draft.metadata, draft.model, source, table, name, new_name);
      mustBeFree(draft.model.tables.values(), table, new_name);
      const kind = relationshipKind(tableOf(next, source, table), new_name);
      await draft.edit(next, { about: aboutPart(`${kind}_relation`, new_name, table, source) });
      return SUCCESS;
    },
  ),

  set_relationship_comment: command(
    z.object({ ...on, name: z.string(), comment: z.string().nullish() }),
    async ({ draft }, { source, table, name, comment }) => {
      await draft.edit(commentRelationship(draft.metadata, source, table, name, comment ?? null));
      return SUCCESS;
    },
  ),

  create_remote_relationship: command(
    RemoteRelationshipMetadata.extend(on),
    async ({ draft }, { source, table, ...relationship }) => {
      const next = withTable(draft.metadata, source, table, (t) => ({
        ...t,
        remote_relationships: added(t.remote_relationships, relationship, REMOTE),
      }));
      mustBeFree(draft.model.tables.values(), table, relationship.name);
      await draft.edit(next, { about: aboutPart('remote_relationship', relationship.name, table, source) });
      return SUCCESS;
    },
  ),

  update_remote_relationship: command(
    RemoteRelationshipMetadata.extend(on),
    async ({ draft }, { source, table, ...relationship }) => {
      const next = withTable(draft.metadata, source, table, (t) => ({
        ...t,
        remote_relationships: changed(t.remote_relationships, relationship.name, () => relationship, REMOTE),
      }));
      await draft.edit(next, { about: aboutPart('remote_relationship', relationship.name, table, source) });
      return SUCCESS;
    },
  ),

  delete_remote_relationship: command(z.object({ ...on, name: z.string() }), async ({ draft }, { source, table, name }) => {
    const next = withTable(draft.metadata, source, table, (t) => ({
      ...t,
      remote_relationships: removed(t.remote_relationships, name, REMOTE),
    }));
    await draft.edit(next);
    return SUCCESS;
  }),

  add_computed_field: command(ComputedFieldMetadata.extend(on), async ({ draft }, { source, table, ...field }) => {
    const next = addComputedField(draft.metadata, source, table, field);
    mustBeFree(draft.model.tables.values(), table, field.name);
    await draft.edit(next, { about: aboutPart('computed_field', field.name, table, source) });
    return SUCCESS;
  }),

  drop_computed_field: command(
    z.object({ ...on, name: z.string(), cascade: z.boolean().default(false) }),
    async ({ draft }, { source, table, name, cascade }) => {
      const next = dropComputedField(draft.metadata, source, table, name);
      await draft.edit(await withoutDependents(draft, next, cascade));
      return SUCCESS;
    },
  ),
};

/** A column, relationship or computed field may not have the name yet. */
function mustBeFree(
  tables: Iterable<{
    readonly catalog: { readonly schema: string; readonly name: string; readonly columns: readonly { readonly name: string }[] };
    readonly relationships: readonly { readonly name: string }[];
    readonly computedFields: readonly { readonly name: string }[];
  }>,
  table: QualifiedName,
  name: string,
): void {
  for (const { catalog, relationships, computedFields } of tables) {
    if (tableName(catalog) !== tableName(table)) continue;
    if (![...catalog.columns, ...relationships, ...computedFields].some((field) => field.name === name)) continue;
    throw new EngineError('already-exists', `field with name "${name}" already exists in table "${tableName(table)}"`);
  }
}
