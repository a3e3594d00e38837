/** Commands that define event triggers and cron triggers. What runs them sees the change of the model. */
import { z } from 'zod';
import type { Metadata } from '../metadata/metadata.ts';
import { type QualifiedName as Name, QualifiedName, sameName } from '../metadata/qualified-name.ts';
import { CronTriggerMetadata, EventTriggerMetadata } from '../metadata/trigger-metadata.ts';
import { scheduleProblem } from '../model/cron-schedule.ts';
import { type Commands, command, SUCCESS } from './command.ts';
import { aboutPart, DEFAULT_SOURCE, refuse, sourceOf, withTable } from './edits/edit.ts';
import { added, changed, mustHave, type NamedList, removed } from './edits/named-list.ts';

const CRON: NamedList<CronTriggerMetadata> = {
  what: 'cron trigger',
  nameOf: (t) => t.name,
  label: (name) => `cron trigger with name: ${name}`,
};

/** The definition's parts stand at the top, as the console sends them. */
const CreateEventTrigger = EventTriggerMetadata.omit({ definition: true }).extend({
  ...EventTriggerMetadata.shape.definition.shape,
  source: z.string().default(DEFAULT_SOURCE),
  table: QualifiedName.optional(),
  replace: z.boolean().default(false),
});

const MAX_NAME_LENGTH = 42;

export const triggerCommands: Commands = {
  create_event_trigger: command(CreateEventTrigger, async ({ draft }, args) => {
    const { source, table: on, replace, insert, update, delete: remove, enable_manual, ...rest } = args;
    const { name } = rest;
    mustBeName(name);
    const before = tableWith(draft.metadata, source, name);
    mustBeComplete(args);
    const table = on ?? before ?? refuse('not-exists', `event trigger "${name}" does not exist`);
    if (before && !replace) refuse('already-exists', `Event trigger with name ${name} already exists`);
    if (replace) {
      if (!before) refuse('not-exists', `event trigger "${name}" does not exist`);
      if (before && !sameName(before, table)) refuse('not-supported', 'cannot replace table or schema for trigger');
    }
    const definition = {
      enable_manual: enable_manual ?? false,
      ...(insert ? { insert } : {}),
      ...(update ? { update } : {}),
      ...(remove ? { delete: remove } : {}),
    };
    const retry_conf = { num_retries: 0, interval_sec: 10, timeout_sec: 60, ...rest.retry_conf };
    const entry: EventTriggerMetadata = { ...rest, name, definition, retry_conf };
    const cleared = before ? without(draft.metadata, source, before, name) : draft.metadata;
    const next = withTable(cleared, source, table, (t) => ({ ...t, event_triggers: [...(t.event_triggers ?? []), entry] }));
    await draft.edit(next, { about: aboutPart('event_trigger', name, table, source) });
    return SUCCESS;
  }),

  delete_event_trigger: command(
    z.object({ name: z.string(), source: z.string().default(DEFAULT_SOURCE) }),
    async ({ draft }, { name, source }) => {
      const table = tableWith(draft.metadata, source, name);
      if (!table) return refuse('not-exists', `event trigger "${name}" does not exist`);
      await draft.edit(without(draft.metadata, source, table, name));
      return SUCCESS;
    },
  ),

  create_cron_trigger: command(CronTriggerMetadata.extend({ replace: z.boolean().default(false) }), async ({ draft }, args) => {
    const { replace, ...trigger } = args;
    const problem = scheduleProblem(trigger.schedule);
    if (problem !== null) refuse('parse-failed', problem);
    const list = draft.metadata.cron_triggers;
    const cron_triggers = replace ? changed(list, trigger.name, () => trigger, CRON) : added(list, trigger, CRON);
    await draft.edit({ ...draft.metadata, cron_triggers }, { about: `cron_trigger ${trigger.name}` });
    return SUCCESS;
  }),

  delete_cron_trigger: command(z.object({ name: z.string() }), async ({ draft }, { name }) => {
    mustHave(draft.metadata.cron_triggers, name, CRON);
    await draft.edit({ ...draft.metadata, cron_triggers: removed(draft.metadata.cron_triggers, name, CRON) });
    return SUCCESS;
  }),

  get_cron_triggers: async ({ draft }) => ({ cron_triggers: (draft.metadata.cron_triggers ?? []).map(spelledOut) }),
};

/** As the API tells a trigger: with the defaults it left out. */
const spelledOut = ({ retry_conf, headers, ...trigger }: CronTriggerMetadata) => ({
  ...trigger,
  headers: headers ?? [],
  retry_conf: {
    num_retries: retry_conf?.num_retries ?? 0,
    retry_interval_seconds: retry_conf?.retry_interval_seconds ?? 10,
    timeout_seconds: retry_conf?.timeout_seconds ?? 60,
    tolerance_seconds: retry_conf?.tolerance_seconds ?? 21_600,
  },
});

function mustBeName(name: string): void {
  if (name.length > MAX_NAME_LENGTH) refuse('parse-failed', 'event trigger name can be at most 42 characters');
  if (!/^[A-Za-z]+[A-Za-z0-9_-]*$/.test(name)) {
    refuse('parse-failed', 'only alphanumeric and underscore and hyphens allowed for name');
  }
}

/** Something to listen to, something to call. */
function mustBeComplete({ insert, update, delete: remove, enable_manual, ...args }: z.infer<typeof CreateEventTrigger>): void {
  if (!insert && !update && !remove && !enable_manual) {
    refuse('parse-failed', 'atleast one amongst insert/update/delete/enable_manual spec must be provided');
  }
  if (args.webhook && args.webhook_from_env) refuse('parse-failed', 'only one of webhook or webhook_from_env should be given');
  if (!args.webhook && !args.webhook_from_env) refuse('parse-failed', 'must provide webhook or webhook_from_env');
  for (const operation of [insert, update, remove]) {
    if (operation?.columns.length === 0) refuse('parse-failed', 'found empty column specification');
    if (operation?.payload?.length === 0) refuse('parse-failed', 'found empty payload specification');
  }
}

/** The table that has the trigger. */
const tableWith = (metadata: Metadata, source: string, name: string): Name | null =>
  sourceOf(metadata, source).tables?.find((t) => t.event_triggers?.some((e) => e.name === name))?.table ?? null;

const without = (metadata: Metadata, source: string, table: Name, name: string): Metadata =>
  withTable(metadata, source, table, (t) => ({ ...t, event_triggers: t.event_triggers?.filter((e) => e.name !== name) }));
