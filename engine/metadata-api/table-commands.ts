/** Commands that track tables and name them. */
import { z } from 'zod';
import { EngineError, toApiError } from '../error.ts';
import { QualifiedName } from '../metadata/qualified-name.ts';
import { TableConfiguration } from '../metadata/table-metadata.ts';
import { type CommandContext, type Commands, command, SUCCESS } from './command.ts';
import { withoutDependents } from './dependents.ts';
import { aboutTable, DEFAULT_SOURCE, withTable } from './edits/edit.ts';
import { customizeTable, setIsEnum, trackTable, untrackTable } from './edits/tables.ts';

const source = z.string().default(DEFAULT_SOURCE);

/** The oldest form of the arguments is the table itself. */
const Track = z.preprocess(
  (args) => (typeof args === 'object' && args !== null && 'table' in args ? args : { table: args }),
  z.object({
    source,
    table: QualifiedName,
    configuration: TableConfiguration.nullish(),
    is_enum: z.boolean().nullish(),
    apollo_federation_config: z.record(z.string(), z.unknown()).nullish(),
  }),
);
type Track = z.infer<typeof Track>;

const Untrack = z.object({ source, table: QualifiedName, cascade: z.boolean().default(false) });
type Untrack = z.infer<typeof Untrack>;

const Customize = z.object({ source, table: QualifiedName, configuration: TableConfiguration.default({}) });

export const tableCommands: Commands = {
  track_table: command(Track, track),
  add_existing_table_or_view: command(Track, track),

  track_tables: command(z.object({ tables: z.array(Track), allow_warnings: z.boolean().default(true) }), (context, { tables }) =>
    all(context, tables, track),
  ),

  untrack_table: command(Untrack, untrack),

  untrack_tables: command(
    z.object({ tables: z.array(Untrack), allow_warnings: z.boolean().default(true) }),
    (context, { tables }) => all(context, tables, untrack),
  ),

  set_table_customization: command(Customize, async ({ draft }, args) => {
    const next = customizeTable(draft.metadata, args.source, args.table, args.configuration);
    await draft.edit(next, { about: aboutTable(args.table, args.source) });
    return SUCCESS;
  }),

  set_table_custom_fields: command(
    TableConfiguration.pick({ custom_root_fields: true, custom_column_names: true }).extend({ source, table: QualifiedName }),
    async ({ draft }, { source: name, table, ...configuration }) => {
      await draft.edit(customizeTable(draft.metadata, name, table, configuration), { about: aboutTable(table, name) });
      return SUCCESS;
    },
  ),

  set_table_is_enum: command(z.object({ source, table: QualifiedName, is_enum: z.boolean() }), async ({ draft }, args) => {
    const next = setIsEnum(draft.metadata, args.source, args.table, args.is_enum);
    await draft.edit(next, { about: aboutTable(args.table, args.source) });
    return SUCCESS;
  }),

  set_apollo_federation_config: command(
    z.object({ source, table: QualifiedName, apollo_federation_config: z.record(z.string(), z.unknown()).nullish() }),
    async ({ draft }, { source: name, table, apollo_federation_config: config }) => {
      const next = withTable(draft.metadata, name, table, ({ apollo_federation_config: _, ...rest }) =>
        config ? { ...rest, apollo_federation_config: config } : rest,
      );
      await draft.edit(next);
      return SUCCESS;
    },
  ),
};

async function track({ draft }: CommandContext, { source: name, table, ...more }: Track): Promise<unknown> {
  await draft.edit(trackTable(draft.metadata, name, table, more), { about: aboutTable(table, name) });
  return SUCCESS;
}

async function untrack({ draft }: CommandContext, { source: name, table, cascade }: Untrack): Promise<unknown> {
  await draft.edit(await withoutDependents(draft, untrackTable(draft.metadata, name, table), cascade));
  return SUCCESS;
}

/** What can be done is done; what could not is told as warnings. Nothing done is a failure. */
async function all<A extends { readonly table: QualifiedName }>(
  context: CommandContext,
  items: readonly A[],
  one: (context: CommandContext, item: A) => Promise<unknown>,
): Promise<unknown> {
  const warnings: unknown[] = [];
  for (const item of items) {
    try {
      await one(context, item);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      const { error: message, code } = toApiError(error, false);
      warnings.push({ type: 'table', name: item.table, code, message });
    }
  }
  if (warnings.length === items.length && items.length > 0) {
    throw new EngineError('invalid-configuration', 'all tables failed to be tracked or untracked', { internal: warnings });
  }
  return warnings.length === 0 ? SUCCESS : { ...SUCCESS, warnings };
}
