/** Reads foreign data so that nothing is lost without a word: what nobody took is listed in the end. */

export type NoteKind = 'dropped' | 'changed' | 'check';

export interface ImportNote {
  /** Where in the source, for example `services.web.volumes`. */
  readonly path: string;
  /** dropped: it is not in the result. changed: it is, in another form. check: it is, and may not work as it did. */
  readonly kind: NoteKind;
  readonly message: string;
}

export interface SourceReader {
  /** The value at this path, which counts as handled with everything in it; undefined when it is not there. */
  take(...path: readonly (string | number)[]): unknown;
  /** The value at this path, which does not count as handled. */
  look(...path: readonly (string | number)[]): unknown;
  /** The same, when `read` can make something of it; what it cannot stays untaken. */
  parse<T>(path: readonly (string | number)[], read: (value: unknown) => T | null): T | null;
  /** The keys of the map at this path, or its indexes; what is in them still has to be taken. */
  keys(...path: readonly (string | number)[]): readonly string[];
  note(kind: NoteKind, path: readonly (string | number)[], message: string): void;
  /** All notes, with one for each thing that nobody took. Reasons by the last key of its path. */
  notes(reasons: Readonly<Record<string, string>>): readonly ImportNote[];
}

export function openReader(data: unknown): SourceReader {
  const taken = new Set<string>();
  const noted: ImportNote[] = [];
  return {
    take: (...path) => {
      taken.add(key(path));
      return at(data, path);
    },
    look: (...path) => at(data, path),
    parse: (path, read) => {
      const value = at(data, path);
      const result = value === undefined ? null : read(value);
      if (result !== null) taken.add(key(path));
      return result;
    },
    keys: (...path) => Object.keys(mapOf(at(data, path))),
    note: (kind, path, message) => void noted.push({ kind, path: path.join('.'), message }),
    notes: (reasons) => [...noted, ...leftovers(data, [], taken, reasons)],
  };
}

/** Names of a program's own would end the walk; a separator that no key holds. */
const key = (path: readonly (string | number)[]): string => JSON.stringify(path.map(String));

function leftovers(
  data: unknown,
  path: readonly string[],
  taken: ReadonlySet<string>,
  reasons: Readonly<Record<string, string>>,
): readonly ImportNote[] {
  const isEmptyFile = path.length === 0 && Object.keys(mapOf(data)).length === 0;
  if (isEmptyFile || taken.has(key(path))) return [];
  const below = Object.keys(mapOf(data));
  const isTouched = [...taken].some((k) => k.startsWith(`${key(path).slice(0, -1)}${path.length > 0 ? ',' : ''}`));
  if (below.length > 0 && isTouched)
    return below.flatMap((name) => leftovers(mapOf(data)[name], [...path, name], taken, reasons));
  const last = path.at(-1) ?? '';
  const reason = Object.hasOwn(reasons, last) ? reasons[last] : undefined;
  return [{ kind: 'dropped', path: path.join('.'), message: reason ?? 'It has no counterpart here.' }];
}

export const mapOf = (data: unknown): Readonly<Record<string, unknown>> =>
  typeof data === 'object' && data !== null ? Object.fromEntries(Object.entries(data)) : {};

function at(data: unknown, path: readonly (string | number)[]): unknown {
  let here = data;
  for (const step of path) {
    const map = mapOf(here);
    if (!Object.hasOwn(map, String(step))) return undefined;
    here = map[String(step)];
  }
  return here;
}

/** What a text, number or boolean says; null for everything else. */
export const textOf = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;

export function numberOf(value: unknown): number | null {
  const text = textOf(value);
  return text === null || text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text);
}
