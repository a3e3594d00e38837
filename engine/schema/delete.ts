/** `delete_T` and `delete_T_by_pk`. */
import { GraphQLNonNull } from 'graphql';
import type { Table } from '../model/model.ts';
import { boolExp } from './bool-exp.ts';
import type { Fields, SchemaContext } from './context.ts';
import { mutationResponse } from './mutation-response.ts';
import { described, quotedName } from './names.ts';
import { rowType } from './row.ts';
import { keyArguments } from './select-root.ts';

export function deleteRootFields(context: SchemaContext, table: Table): Fields {
  const access = context.access(table);
  if (!access.delete) return {};
  const fields: Fields = {
    [table.rootFieldNames.delete]: {
      type: mutationResponse(context, table),
      description: described(table.rootFieldComments.delete, `delete data from the table: ${quotedName(table)}`),
      args: {
        where: { type: new GraphQLNonNull(boolExp(context, table)), description: 'filter the rows which have to be deleted' },
      },
      extensions: { engine: { kind: 'delete', table } },
    },
  };
  const key = access.select && keyArguments(context, table, access.select);
  if (key) {
    fields[table.rootFieldNames.delete_by_pk] = {
      type: rowType(context, table),
      description: described(table.rootFieldComments.delete_by_pk, `delete single row from the table: ${quotedName(table)}`),
      args: key,
      extensions: { engine: { kind: 'delete_by_pk', table } },
    };
  }
  return fields;
}
