/** Names of other tools as slugs, without two becoming one. */
import { slug } from '../../values/slug.ts';
import type { SourceReader } from './source-reader.ts';

export function slugsOf(
  reader: SourceReader,
  path: readonly (string | number)[],
  names: readonly string[],
): ReadonlyMap<string, string> {
  const used = new Set(names.filter(fits));
  const result = new Map<string, string>();
  for (const name of names) {
    if (fits(name)) {
      result.set(name, name);
      continue;
    }
    const base = slugify(name);
    let candidate = base;
    for (let n = 2; used.has(candidate); n++) candidate = `${base.slice(0, 36)}-${n}`;
    used.add(candidate);
    result.set(name, candidate);
    reader.note('changed', [...path, name], `It is called “${candidate}” here: names are lowercase letters, digits and hyphens.`);
  }
  return result;
}

const fits = (name: string): boolean => name !== 'shared' && slug.safeParse(name).success;

export function slugify(name: string): string {
  const text = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '');
  return text === '' || text === 'shared' ? `${text || 'service'}-1` : text;
}
