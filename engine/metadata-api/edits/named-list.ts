/** Edits of the metadata's lists of named things: actions, cron triggers, collections, endpoints, inherited roles. */
import { refuse } from './edit.ts';

export interface NamedList<T> {
  /** As messages call it: `action`, `query collection`. */
  readonly what: string;
  readonly nameOf: (item: T) => string;
}

export function added<T>(list: readonly T[] | null | undefined, item: T, { what, nameOf }: NamedList<T>): T[] {
  if (list?.some((i) => nameOf(i) === nameOf(item)))
    refuse('already-exists', `${what} with name "${nameOf(item)}" already exists`);
  return [...(list ?? []), item];
}

export function removed<T>(list: readonly T[] | null | undefined, name: string, named: NamedList<T>): T[] {
  mustHave(list, name, named);
  return (list ?? []).filter((i) => named.nameOf(i) !== name);
}

export function changed<T>(list: readonly T[] | null | undefined, name: string, edit: (item: T) => T, named: NamedList<T>): T[] {
  mustHave(list, name, named);
  return (list ?? []).map((i) => (named.nameOf(i) === name ? edit(i) : i));
}

export function mustHave<T>(list: readonly T[] | null | undefined, name: string, { what, nameOf }: NamedList<T>): void {
  if (!list?.some((i) => nameOf(i) === name)) refuse('not-exists', `${what} with name "${name}" does not exist`);
}
