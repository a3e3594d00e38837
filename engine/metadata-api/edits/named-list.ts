/** Edits of the metadata's lists of named things: actions, cron triggers, collections, endpoints, inherited roles. */
import { refuse } from './edit.ts';

export interface NamedList<T> {
  /** As messages call it: `action`, `query collection`. */
  readonly what: string;
  readonly nameOf: (item: T) => string;
  /** As messages call one of them, where that is not `action with name "x"`. */
  readonly label?: (name: string) => string;
}

const called = <T>(name: string, { what, label }: NamedList<T>): string => label?.(name) ?? `${what} with name "${name}"`;

export function added<T>(list: readonly T[] | null | undefined, item: T, named: NamedList<T>): T[] {
  const name = named.nameOf(item);
  if (list?.some((i) => named.nameOf(i) === name)) refuse('already-exists', `${called(name, named)} already exists`);
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

export function mustHave<T>(list: readonly T[] | null | undefined, name: string, named: NamedList<T>): void {
  if (!list?.some((i) => named.nameOf(i) === name)) refuse('not-exists', `${called(name, named)} does not exist`);
}
