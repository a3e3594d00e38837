/** Commands on permissions of tables. */
import { z } from 'zod';
import {
  DeletePermissionMetadata,
  InsertPermissionMetadata,
  SelectPermissionMetadata,
  UpdatePermissionMetadata,
} from '../metadata/permission-metadata.ts';
import { QualifiedName } from '../metadata/qualified-name.ts';
import { type Command, type CommandContext, type Commands, command, SUCCESS } from './command.ts';
import { aboutPart, DEFAULT_SOURCE } from './edits/edit.ts';
import {
  addPermission,
  commentPermission,
  dropPermission,
  type NewPermission,
  type PermissionKind,
} from './edits/permissions.ts';

const on = { source: z.string().default(DEFAULT_SOURCE), table: QualifiedName };

export const permissionCommands: Commands = {
  create_select_permission: command(SelectPermissionMetadata.extend(on), (context, { source, table, ...entry }) =>
    create(context, source, table, { kind: 'select', entry }),
  ),
  create_insert_permission: command(InsertPermissionMetadata.extend(on), (context, { source, table, ...entry }) =>
    create(context, source, table, { kind: 'insert', entry }),
  ),
  create_update_permission: command(UpdatePermissionMetadata.extend(on), (context, { source, table, ...entry }) =>
    create(context, source, table, { kind: 'update', entry }),
  ),
  create_delete_permission: command(DeletePermissionMetadata.extend(on), (context, { source, table, ...entry }) =>
    create(context, source, table, { kind: 'delete', entry }),
  ),
  drop_select_permission: drop('select'),
  drop_insert_permission: drop('insert'),
  drop_update_permission: drop('update'),
  drop_delete_permission: drop('delete'),

  set_permission_comment: command(
    z.object({
      ...on,
      role: z.string(),
      type: z.enum(['select', 'insert', 'update', 'delete']),
      comment: z.string().nullish(),
    }),
    async ({ draft }, { source, table, role, type, comment }) => {
      await draft.edit(commentPermission(draft.metadata, source, table, type, role, comment ?? null));
      return SUCCESS;
    },
  ),
};

async function create({ draft }: CommandContext, source: string, table: QualifiedName, added: NewPermission): Promise<unknown> {
  const about = aboutPart(`${added.kind}_permission`, added.entry.role, table, source);
  await draft.edit(addPermission(draft.metadata, source, table, added), { about });
  return SUCCESS;
}

function drop(kind: PermissionKind): Command {
  return command(z.object({ ...on, role: z.string() }), async ({ draft }, { source, table, role }) => {
    await draft.edit(dropPermission(draft.metadata, source, table, kind, role));
    return SUCCESS;
  });
}
