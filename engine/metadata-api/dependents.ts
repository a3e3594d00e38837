/**
 * What depends on an object that goes: whatever becomes inconsistent without it. Found by resolving the metadata without the
 * object, so no list of dependencies has to be kept true.
 */
import { EngineError } from '../error.ts';
import type { Draft } from '../lifecycle/draft.ts';
import type { Metadata } from '../metadata/metadata.ts';
import { display, QualifiedName, qualify } from '../metadata/qualified-name.ts';
import type { Inconsistency } from '../model/model.ts';
import { dropInconsistent } from './drop-inconsistent.ts';

/** The edit, cascaded; without `cascade` it fails when anything depends on what it takes away. */
export async function withoutDependents(draft: Draft, next: Metadata, cascade: boolean): Promise<Metadata> {
  const dependents = await draft.preview(next);
  if (dependents.length === 0) return next;
  if (!cascade) throw haveDependents(dependents);
  return withoutDependents(draft, dropInconsistent(next, dependents), cascade);
}

export const haveDependents = (dependents: readonly Inconsistency[]) =>
  new EngineError(
    'dependency-error',
    `cannot drop due to the following dependent objects: ${dependents.map(dependentText).join(', ')}`,
  );

/** As Hasura names an object of its schema: `permission author.user.select in source "default"`. */
export function dependentText({ type, name, definition }: Inconsistency): string {
  const part = (key: string): string => {
    const value: unknown = typeof definition === 'object' && definition !== null ? Reflect.get(definition, key) : undefined;
    const table = QualifiedName.safeParse(value);
    return table.success && key === 'table' ? display(qualify(table.data)) : String(value);
  };
  const inSource = ` in source "${part('source')}"`;
  switch (type) {
    case 'object_relation':
    case 'array_relation':
      return `relationship ${part('table')}.${part('name')}${inSource}`;
    case 'select_permission':
    case 'insert_permission':
    case 'update_permission':
    case 'delete_permission':
      return `permission ${part('table')}.${part('role')}.${type.replace('_permission', '')}${inSource}`;
    case 'computed_field':
      return `computed field ${part('table')}.${part('name')}${inSource}`;
    case 'event_trigger':
      return `event-trigger ${part('table')}.${part('name')}${inSource}`;
    default:
      return name.replace(/ in source (.*)$/, ' in source "$1"');
  }
}
