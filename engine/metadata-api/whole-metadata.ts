/** Commands on the metadata as a whole: replace, export, clear, reload, what is inconsistent, the CLI's and console's state. */
import { z } from 'zod';
import { EngineError } from '../error.ts';
import { readCatalogState, writeCatalogState } from '../lifecycle/catalog-state.ts';
import { EMPTY_METADATA, type Metadata } from '../metadata/metadata.ts';
import { normalisedMetadata } from '../metadata/normalise.ts';
import { readMetadata } from '../metadata/read.ts';
import type { Model } from '../model/model.ts';
import { type CommandContext, type Commands, command, SUCCESS } from './command.ts';
import { dropInconsistent } from './drop-inconsistent.ts';

/** All of them, none, or those of these names. */
const Which = z.union([z.boolean(), z.array(z.string())]).default(false);
type Which = z.infer<typeof Which>;

const Reload = z.object({ reload_sources: Which, reload_remote_schemas: Which, recreate_event_triggers: Which });

export const wholeMetadataCommands: Commands = {
  replace_metadata: replaceMetadata,

  export_metadata: async ({ draft, version }) => {
    const metadata = normalisedMetadata(draft.metadata);
    return version === 2 ? { resource_version: draft.resourceVersion, metadata } : metadata;
  },

  clear_metadata: async ({ draft }) => {
    await draft.edit(withUnlistedCrons(cleared(draft.metadata), draft.metadata), { allowInconsistent: true, isWhole: true });
    return SUCCESS;
  },

  reload_metadata: command(Reload, async ({ draft }, { reload_sources, reload_remote_schemas, recreate_event_triggers }) => {
    mustBeKnown('Source', reload_sources, draft.metadata.sources);
    mustBeKnown('Source', recreate_event_triggers, draft.metadata.sources);
    mustBeKnown('Remote schema', reload_remote_schemas, draft.metadata.remote_schemas);
    await draft.reread();
    draft.touch({ reapply: recreate_event_triggers !== false });
    return { ...SUCCESS, is_consistent: draft.model.inconsistencies.length === 0 };
  }),

  get_inconsistent_metadata: async ({ draft }) => consistency(draft.model),

  drop_inconsistent_metadata: async ({ draft }) => {
    await draft.edit(dropInconsistent(draft.metadata, draft.model.inconsistencies), { allowInconsistent: true, isWhole: true });
    return SUCCESS;
  },

  dump_internal_state: async ({ draft }) => ({
    resource_version: draft.resourceVersion,
    tables: [...draft.model.tables.keys()],
    functions: draft.model.functions.map((f) => f.baseName.name),
    roles: [...draft.model.roles],
    inconsistent_objects: draft.model.inconsistencies,
  }),

  get_catalog_state: async ({ metadataDatabase }) => readCatalogState(metadataDatabase),

  set_catalog_state: command(
    z.object({ type: z.enum(['cli', 'console']), state: z.unknown() }),
    async ({ metadataDatabase }, { type, state }) => {
      await writeCatalogState(metadataDatabase, type, state);
      return SUCCESS;
    },
  ),
};

function mustBeKnown(what: string, names: Which, list: readonly { readonly name: string }[] | null | undefined): void {
  for (const name of Array.isArray(names) ? names : []) {
    if (!list?.some((item) => item.name === name))
      throw new EngineError('not-exists', `${what} with name "${name}" not found in metadata`);
  }
}

const consistency = ({ inconsistencies }: Model) => ({
  is_consistent: inconsistencies.length === 0,
  inconsistent_objects: inconsistencies,
});

const SecondVersion = z.object({ allow_inconsistent_metadata: z.boolean().nullish(), metadata: z.unknown() });

/** Version 1 takes the metadata itself and nothing inconsistent; version 2 says what it takes and answers what is inconsistent. */
async function replaceMetadata({ draft, path }: CommandContext, args: unknown): Promise<unknown> {
  const second = SecondVersion.safeParse(args);
  const isSecond = second.success && second.data.metadata !== undefined;
  const given = isSecond
    ? withSources(draft.metadata, second.data.metadata, `${path}.metadata`)
    : withSources(draft.metadata, args, path);
  const metadata = withUnlistedCrons(given, draft.metadata);
  await draft.edit(metadata, { allowInconsistent: true, isWhole: true });
  const { inconsistencies } = draft.model;
  if (inconsistencies.length > 0 && !(isSecond && second.data.allow_inconsistent_metadata)) {
    throw new EngineError('unexpected', 'cannot continue due to inconsistent metadata', {
      internal: inconsistencies,
      status: 400,
    });
  }
  return isSecond ? consistency(draft.model) : SUCCESS;
}

/**
 * The metadata given, as version 3. In older versions tables stand outside of sources: they become those of the default source, which
 * stays as it is otherwise.
 */
function withSources(before: Metadata, value: unknown, path: string): Metadata {
  const metadata = readMetadata(value, path);
  if (typeof value !== 'object' || value === null || 'sources' in value) return metadata;
  const missing = 'version' in value && value.version === 3 ? 'sources' : 'tables';
  if (!(missing in value)) throw new EngineError('parse-failed', `key "${missing}" not found`, { path });
  const source = before.sources?.find((s) => s.name === 'default');
  if (!source) {
    throw new EngineError('not-supported', 'cannot import metadata without sources since no default source is defined');
  }
  const [tracked] = metadata.sources ?? [];
  return { ...metadata, sources: [{ ...source, tables: tracked?.tables ?? [], functions: tracked?.functions ?? [] }] };
}

/** Cron triggers that say they are no part of the metadata are not exported, and stay when it is replaced. */
function withUnlistedCrons(next: Metadata, before: Metadata): Metadata {
  const unlisted = (before.cron_triggers ?? []).filter((trigger) => !trigger.include_in_metadata);
  if (unlisted.length === 0) return next;
  const given = next.cron_triggers ?? [];
  for (const { name } of unlisted) {
    if (!given.some((trigger) => trigger.name === name)) continue;
    throw new EngineError(
      'already-exists',
      `cron trigger with name "${name}" already exists as a cron trigger with "include_in_metadata" as false`,
      { status: 400 },
    );
  }
  return { ...next, cron_triggers: [...given, ...unlisted] };
}

/** The default source stays, with nothing tracked: it is the database the engine was started with. */
function cleared(metadata: Metadata): Metadata {
  const source = metadata.sources?.find((s) => s.name === 'default');
  if (!source) return EMPTY_METADATA;
  const { name, kind, tables: _, functions: __, ...kept } = source;
  return { version: 3, sources: [{ name, kind, tables: [], ...kept }] };
}
