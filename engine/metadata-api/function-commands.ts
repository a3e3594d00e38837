/** Commands on tracked functions. */
import { z } from 'zod';
import { FunctionConfiguration, type FunctionMetadata } from '../metadata/function-metadata.ts';
import type { Metadata } from '../metadata/metadata.ts';
import { QualifiedName, qualify, sameName } from '../metadata/qualified-name.ts';
import { type Commands, command, SUCCESS } from './command.ts';
import { withoutDependents } from './dependents.ts';
import { DEFAULT_SOURCE, refuse, sourceOf, tableName, withSource } from './edits/edit.ts';

const on = { source: z.string().default(DEFAULT_SOURCE), function: QualifiedName };

/** The oldest form of the arguments is the function itself. */
const byNameAlone = (args: unknown) =>
  typeof args === 'object' && args !== null && 'function' in args ? args : { function: args };

export const functionCommands: Commands = {
  track_function: command(
    z.preprocess(byNameAlone, z.object({ ...on, configuration: FunctionConfiguration.nullish(), comment: z.string().nullish() })),
    async ({ draft }, { source, function: name, configuration, comment }) => {
      const { functions, tables } = sourceOf(draft.metadata, source);
      if (functions?.some((f) => sameName(f.function, name))) {
        refuse('already-tracked', `function already tracked: "${tableName(name)}"`);
      }
      if (tables?.some((t) => sameName(t.table, name))) {
        refuse('not-supported', `table with name "${tableName(name)}" already exists`);
      }
      const entry: FunctionMetadata = {
        function: qualify(name),
        ...(configuration && Object.keys(configuration).length > 0 ? { configuration } : {}),
        ...(comment ? { comment } : {}),
      };
      const next = withSource(draft.metadata, source, (s) => ({ ...s, functions: [...(s.functions ?? []), entry] }));
      await draft.edit(next, { about: aboutFunction(name, source) });
      return SUCCESS;
    },
  ),

  untrack_function: command(z.preprocess(byNameAlone, z.object(on)), async ({ draft }, { source, function: name }) => {
    functionOf(draft.metadata, source, name);
    const next = withSource(draft.metadata, source, (s) => ({
      ...s,
      functions: s.functions?.filter((f) => !sameName(f.function, name)),
    }));
    await draft.edit(await withoutDependents(draft, next, false));
    return SUCCESS;
  }),

  set_function_customization: command(
    z.object({ ...on, configuration: FunctionConfiguration }),
    async ({ draft }, { source, function: name, configuration }) => {
      const next = withFunction(draft.metadata, source, name, (f) => ({ ...f, configuration }));
      await draft.edit(next, { about: aboutFunction(name, source) });
      return SUCCESS;
    },
  ),

  create_function_permission: command(
    z.object({ ...on, role: z.string().min(1) }),
    async ({ draft }, { source, function: name, role }) => {
      const next = withFunction(draft.metadata, source, name, (f) => {
        if (f.permissions?.some((p) => p.role === role)) {
          const where = `function "${tableName(name)}" in source: "${source}"`;
          refuse('already-exists', `permission of role "${role}" already exists for ${where}`);
        }
        return { ...f, permissions: [...(f.permissions ?? []), { role }] };
      });
      await draft.edit(next);
      return SUCCESS;
    },
  ),

  drop_function_permission: command(
    z.object({ ...on, role: z.string().min(1) }),
    async ({ draft }, { source, function: name, role }) => {
      const next = withFunction(draft.metadata, source, name, ({ permissions, ...f }) => {
        if (!permissions?.some((p) => p.role === role)) {
          const where = `function "${tableName(name)}" in source: "${source}"`;
          refuse('not-exists', `permission of role "${role}" does not exist for ${where}`);
        }
        const kept = permissions?.filter((p) => p.role !== role) ?? [];
        return kept.length > 0 ? { ...f, permissions: kept } : f;
      });
      await draft.edit(next);
      return SUCCESS;
    },
  ),
};

const aboutFunction = (name: QualifiedName, source: string) => `function ${tableName(name)} in source ${source}`;

function functionOf(metadata: Metadata, source: string, name: QualifiedName): FunctionMetadata {
  const found = sourceOf(metadata, source).functions?.find((f) => sameName(f.function, name));
  return found ?? refuse('not-exists', `function "${tableName(name)}" does not exist in source: ${source}`);
}

function withFunction(
  metadata: Metadata,
  source: string,
  name: QualifiedName,
  edit: (fn: FunctionMetadata) => FunctionMetadata,
): Metadata {
  functionOf(metadata, source, name);
  return withSource(metadata, source, (s) => ({
    ...s,
    functions: s.functions?.map((f) => (sameName(f.function, name) ? edit(f) : f)),
  }));
}
