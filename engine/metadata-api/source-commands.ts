/**
 * Commands on sources. Their configuration is kept for export: this engine serves every source from the database it was started
 * with.
 */
import { z } from 'zod';
import { SourceMetadata } from '../metadata/metadata.ts';
import { type Commands, command, SUCCESS } from './command.ts';
import { haveDependents } from './dependents.ts';
import { DEFAULT_SOURCE, refuse, sourceOf, withSource } from './edits/edit.ts';

const Customization = SourceMetadata.shape.customization;
const Configuration = z.record(z.string(), z.unknown());

export const sourceCommands: Commands = {
  add_source: command(
    z.object({
      name: z.string().min(1),
      configuration: Configuration,
      customization: Customization,
      replace_configuration: z.boolean().default(false),
    }),
    async ({ draft }, { name, configuration, customization, replace_configuration }) => {
      const { metadata } = draft;
      const isThere = metadata.sources?.some((s) => s.name === name) ?? false;
      if (isThere && !replace_configuration) refuse('already-exists', `source with name "${name}" already exists`);
      const settings = { configuration, ...(customization ? { customization } : {}) };
      const next = isThere
        ? withSource(metadata, name, (s) => ({ ...s, ...settings }))
        : { ...metadata, sources: [...(metadata.sources ?? []), { name, kind: 'postgres', tables: [], ...settings }] };
      await draft.edit(next, { about: `source ${name}` });
      return SUCCESS;
    },
  ),

  update_source: command(
    z.object({ name: z.string(), configuration: Configuration.nullish(), customization: Customization }),
    async ({ draft }, { name, configuration, customization }) => {
      const next = withSource(draft.metadata, name, (s) => ({
        ...s,
        ...(configuration ? { configuration } : {}),
        ...(customization ? { customization } : {}),
      }));
      await draft.edit(next, { about: `source ${name}` });
      return SUCCESS;
    },
  ),

  rename_source: command(z.object({ name: z.string(), new_name: z.string().min(1) }), async ({ draft }, { name, new_name }) => {
    if (draft.metadata.sources?.some((s) => s.name === new_name)) {
      refuse('already-exists', `source with name "${new_name}" already exists`);
    }
    await draft.edit(
      withSource(draft.metadata, name, (s) => ({ ...s, name: new_name })),
      { allowInconsistent: true },
    );
    return SUCCESS;
  }),

  drop_source: command(
    z.object({ name: z.string(), cascade: z.boolean().default(false) }),
    async ({ draft }, { name, cascade }) => {
      sourceOf(draft.metadata, name);
      const next = { ...draft.metadata, sources: (draft.metadata.sources ?? []).filter((s) => s.name !== name) };
      const dependents = await draft.preview(next);
      if (dependents.length > 0 && !cascade) throw haveDependents(dependents);
      await draft.edit(next, { allowInconsistent: true });
      return SUCCESS;
    },
  ),

  list_source_kinds: async () => ({
    sources: [{ kind: 'postgres', display_name: 'postgres', available: true, builtin: true }],
  }),

  get_source_kind_capabilities: command(z.object({ name: z.string() }), async (_, { name }) =>
    refuse('not-found', `source kind "${name}" is built in and has no capabilities of its own`),
  ),

  get_source_tables: command(z.object({ source: z.string().default(DEFAULT_SOURCE) }), async ({ draft }, { source }) => {
    sourceOf(draft.metadata, source);
    await draft.reread();
    return [...draft.catalog.tables.values()].map(({ schema, name }) => ({ name, schema }));
  }),
};
