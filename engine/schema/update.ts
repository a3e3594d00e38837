/** `update_T`, `update_T_by_pk`, `update_T_many` and their operators (dialect §2.12). */
import { type GraphQLFieldConfigArgumentMap, type GraphQLInputType, GraphQLList, GraphQLNonNull } from 'graphql';
import type { Column, Table } from '../model/model.ts';
import { INTEGER, TEXT } from '../model/scalar.ts';
import { boolExp } from './bool-exp.ts';
import { columnInput } from './column.ts';
import type { Fields, InputFields, SchemaContext } from './context.ts';
import type { UpdateOperator } from './meaning.ts';
import { mutationResponse } from './mutation-response.ts';
import { described, quotedName } from './names.ts';
import { rowType } from './row.ts';
import { scalar } from './scalars.ts';
import { keyArguments } from './select-root.ts';
import { isNumber, TEXT_ARRAY } from './types.ts';
import { updatableColumns } from './update-columns.ts';

export function updateRootFields(context: SchemaContext, table: Table): Fields {
  const access = context.access(table);
  if (!access.update) return {};
  const operators = updateOperators(context, table);
  if (Object.keys(operators).length === 0 && access.update.presets.size === 0) return {};
  const where = {
    where: { type: new GraphQLNonNull(boolExp(context, table)), description: 'filter the rows which have to be updated' },
  };
  const fields: Fields = {
    [table.rootFieldNames.update]: {
      type: mutationResponse(context, table),
      description: described(table.rootFieldComments.update, `update data of the table: ${quotedName(table)}`),
      args: { ...operators, ...where },
      extensions: { engine: { kind: 'update', table } },
    },
  };
  if (!context.options.hideUpdateMany) {
    const updates = context.input(context.typeName(table, 'updates'), null, () => ({ ...operators, ...where }));
    fields[table.rootFieldNames.update_many] = {
      type: new GraphQLList(mutationResponse(context, table)),
      description: described(table.rootFieldComments.update_many, `update multiples rows of table: ${quotedName(table)}`),
      args: {
        updates: {
          type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(updates))),
          description: 'updates to execute, in order',
        },
      },
      extensions: { engine: { kind: 'update_many', table } },
    };
  }
  const key = access.select && keyArguments(context, table, access.select);
  if (key) {
    const about = `primary key columns input for table: ${table.graphqlName}`;
    const columns = context.input(context.typeName(table, 'pk_columns_input'), about, () => keyFields(key));
    fields[table.rootFieldNames.update_by_pk] = {
      type: rowType(context, table),
      description: described(table.rootFieldComments.update_by_pk, `update single row of the table: ${quotedName(table)}`),
      args: { ...operators, [context.name('pk_columns')]: { type: new GraphQLNonNull(columns) } },
      extensions: { engine: { kind: 'update_by_pk', table } },
    };
  }
  return fields;
}

function keyFields(args: GraphQLFieldConfigArgumentMap): InputFields {
  const fields: InputFields = {};
  for (const [name, { type, description, extensions }] of Object.entries(args)) {
    fields[name] = { type, description, extensions: { engine: extensions?.engine } };
  }
  return fields;
}

/** The operators that have at least one column; usable as arguments and as input fields. */
function updateOperators(context: SchemaContext, table: Table) {
  const columns = updatableColumns(context, table);
  const plain = columns.filter((c) => c.enumTable === null && !c.isArray);
  const json = plain.filter((c) => c.column.type.name === 'jsonb');
  const name = quotedName(table);
  const out: Record<
    string,
    { type: GraphQLInputType; description: string; extensions: { engine: { kind: 'update_operator'; operator: UpdateOperator } } }
  > = {};
  const add = (
    operator: UpdateOperator,
    of: readonly Column[],
    about: string,
    objectAbout: string,
    field: (c: Column) => InputFields[string],
  ) => {
    if (of.length === 0) return;
    out[context.name(`_${operator}`)] = {
      type: context.input(context.typeName(table, `${operator}_input`), objectAbout, () => {
        const fields: InputFields = {};
        for (const column of of) fields[column.name] = field(column);
        return fields;
      }),
      description: about,
      extensions: { engine: { kind: 'update_operator', operator } },
    };
  };
  const own = (column: Column): InputFields[string] => ({
    type: columnInput(context, column),
    description: column.description,
    extensions: { engine: { kind: 'column_value', column, acceptsNull: column.column.isNullable, type: column.column.type } },
  });
  add(
    'set',
    columns,
    'sets the columns of the filtered rows to the given values',
    `input type for updating data in table ${name}`,
    own,
  );
  const inc = `input type for incrementing numeric columns in table ${name}`;
  add(
    'inc',
    plain.filter((c) => isNumber(c.column.type)),
    'increments the numeric columns with given value of the filtered values',
    inc,
    own,
  );
  const prepend = 'prepend existing jsonb value of filtered columns with new jsonb value';
  add('prepend', json, prepend, prepend, own);
  const append = 'append existing jsonb value of filtered columns with new jsonb value';
  add('append', json, append, append, own);
  const key = 'delete key/value pair or string element. key/value pairs are matched based on their key value';
  add('delete_key', json, key, key, (column) => ({
    type: scalar('String'),
    description: column.description,
    extensions: { engine: { kind: 'column_value', column, acceptsNull: true, type: TEXT } },
  }));
  const elem =
    'delete the array element with specified index (negative integers count from the end). throws an error if top level container is not an array';
  add('delete_elem', json, elem, elem, (column) => ({
    type: scalar('Int'),
    description: column.description,
    extensions: { engine: { kind: 'column_value', column, acceptsNull: false, type: INTEGER } },
  }));
  const path = 'delete the field or element with specified path (for JSON arrays, negative integers count from the end)';
  add('delete_at_path', json, path, path, (column) => ({
    type: new GraphQLList(new GraphQLNonNull(scalar('String'))),
    description: column.description,
    extensions: { engine: { kind: 'column_value', column, acceptsNull: false, type: TEXT_ARRAY } },
  }));
  return out;
}
