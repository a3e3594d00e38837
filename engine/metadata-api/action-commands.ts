/** Commands on actions and custom types. */
import { z } from 'zod';
import { ActionDefinition, type ActionMetadata, CustomTypesMetadata } from '../metadata/action-metadata.ts';
import { type Commands, command, SUCCESS } from './command.ts';
import { refuse } from './edits/edit.ts';
import { added, changed, type NamedList, removed } from './edits/named-list.ts';

const ACTIONS: NamedList<ActionMetadata> = { what: 'action', nameOf: (a) => a.name };

export const actionCommands: Commands = {
  create_action: command(
    z.object({ name: z.string().min(1), definition: ActionDefinition, comment: z.string().nullish() }),
    async ({ draft }, { name, definition, comment }) => {
      const action: ActionMetadata = { name, definition, ...(comment ? { comment } : {}) };
      const actions = added(draft.metadata.actions, action, ACTIONS);
      await draft.edit({ ...draft.metadata, actions }, { about: `action ${name}` });
      return SUCCESS;
    },
  ),

  update_action: command(
    z.object({ name: z.string(), definition: ActionDefinition, comment: z.string().nullish() }),
    async ({ draft }, { name, definition, comment }) => {
      const edit = ({ comment: _, ...action }: ActionMetadata) => ({ ...action, definition, ...(comment ? { comment } : {}) });
      const actions = changed(draft.metadata.actions, name, edit, ACTIONS);
      await draft.edit({ ...draft.metadata, actions }, { about: `action ${name}` });
      return SUCCESS;
    },
  ),

  drop_action: command(
    z.object({ name: z.string(), clear_data: z.boolean().default(true) }),
    async ({ draft, metadataDatabase }, { name, clear_data }) => {
      await draft.edit({ ...draft.metadata, actions: removed(draft.metadata.actions, name, ACTIONS) });
      if (clear_data) {
        await metadataDatabase.query({
          text: 'delete from hdb_catalog.hdb_action_log where action_name = $1',
          values: [name],
        });
      }
      return SUCCESS;
    },
  ),

  create_action_permission: command(
    z.object({ action: z.string(), role: z.string().min(1), comment: z.string().nullish() }),
    async ({ draft }, { action, role, comment }) => {
      const actions = changed(
        draft.metadata.actions,
        action,
        (a) => {
          if (a.permissions?.some((p) => p.role === role)) {
            refuse('already-exists', `permission for role "${role}" is already defined on "${action}"`);
          }
          return { ...a, permissions: [...(a.permissions ?? []), { role, ...(comment ? { comment } : {}) }] };
        },
        ACTIONS,
      );
      await draft.edit({ ...draft.metadata, actions });
      return SUCCESS;
    },
  ),

  drop_action_permission: command(z.object({ action: z.string(), role: z.string() }), async ({ draft }, { action, role }) => {
    const actions = changed(
      draft.metadata.actions,
      action,
      ({ permissions, ...a }) => {
        if (!permissions?.some((p) => p.role === role)) {
          refuse('not-exists', `permission for role: "${role}" is not defined on "${action}"`);
        }
        const kept = permissions?.filter((p) => p.role !== role) ?? [];
        return kept.length > 0 ? { ...a, permissions: kept } : a;
      },
      ACTIONS,
    );
    await draft.edit({ ...draft.metadata, actions });
    return SUCCESS;
  }),

  set_custom_types: command(CustomTypesMetadata, async ({ draft }, types) => {
    await draft.edit({ ...draft.metadata, custom_types: types }, { about: 'custom_types' });
    return SUCCESS;
  }),
};
