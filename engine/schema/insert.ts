/** `insert_T`, `insert_T_one` and their inputs, nested ones included (dialect §2.12). */
import { type GraphQLFieldConfigArgumentMap, type GraphQLInputObjectType, GraphQLList, GraphQLNonNull } from 'graphql';
import type { Table } from '../model/model.ts';
import { columnInput } from './column.ts';
import type { Fields, InputFields, SchemaContext } from './context.ts';
import { mutationResponse } from './mutation-response.ts';
import { described, quotedName } from './names.ts';
import { onConflict } from './on-conflict.ts';
import { rowType } from './row.ts';

export function insertRootFields(context: SchemaContext, table: Table): Fields {
  const access = context.access(table);
  if (!access.insert) return {};
  const conflict = onConflict(context, table);
  const upsert: GraphQLFieldConfigArgumentMap = conflict
    ? { [context.name('on_conflict')]: { type: conflict, description: 'upsert condition' } }
    : {};
  const object = new GraphQLNonNull(insertInput(context, table));
  const fields: Fields = {
    [table.rootFieldNames.insert]: {
      type: mutationResponse(context, table),
      description: described(table.rootFieldComments.insert, `insert data into the table: ${quotedName(table)}`),
      args: {
        objects: { type: new GraphQLNonNull(new GraphQLList(object)), description: 'the rows to be inserted' },
        ...upsert,
      },
      extensions: { engine: { kind: 'insert', table } },
    },
  };
  if (access.select) {
    fields[table.rootFieldNames.insert_one] = {
      type: rowType(context, table),
      description: described(table.rootFieldComments.insert_one, `insert a single row into the table: ${quotedName(table)}`),
      args: { object: { type: object, description: 'the row to be inserted' }, ...upsert },
      extensions: { engine: { kind: 'insert_one', table } },
    };
  }
  return fields;
}

export function insertInput(context: SchemaContext, table: Table): GraphQLInputObjectType {
  return context.input(
    context.typeName(table, 'insert_input'),
    `input type for inserting data into table ${quotedName(table)}`,
    () => {
      const fields: InputFields = {};
      const insert = context.access(table).insert;
      if (!insert) return fields;
      for (const column of table.columns) {
        const { name, isGenerated, isNullable, type } = column.column;
        if (isGenerated === 'always' || !insert.columns.has(name) || insert.presets.has(name)) continue;
        fields[column.name] = {
          type: columnInput(context, column),
          description: column.description,
          extensions: { engine: { kind: 'column_value', column, acceptsNull: isNullable, type } },
        };
      }
      for (const relationship of table.relationships) {
        if (relationship.isRemote) continue;
        const target = context.model.tables.get(relationship.target);
        if (!target || !context.access(target).insert) continue;
        const isArray = relationship.kind === 'array';
        fields[relationship.name] = {
          type: isArray ? arrayInput(context, target) : objectInput(context, target),
          extensions: { engine: { kind: isArray ? 'insert_array' : 'insert_object', relationship, table: target } },
        };
      }
      return fields;
    },
  );
}

const upsertField = (context: SchemaContext, table: Table): InputFields => {
  const conflict = onConflict(context, table);
  return conflict ? { [context.name('on_conflict')]: { type: conflict, description: 'upsert condition' } } : {};
};

const objectInput = (context: SchemaContext, table: Table) =>
  context.input(
    context.typeName(table, 'obj_rel_insert_input'),
    `input type for inserting object relation for remote table ${quotedName(table)}`,
    () => ({ data: { type: new GraphQLNonNull(insertInput(context, table)) }, ...upsertField(context, table) }),
  );

const arrayInput = (context: SchemaContext, table: Table) =>
  context.input(
    context.typeName(table, 'arr_rel_insert_input'),
    `input type for inserting array relation for remote table ${quotedName(table)}`,
    () => ({
      data: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(insertInput(context, table)))) },
      ...upsertField(context, table),
    }),
  );
