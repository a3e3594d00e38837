/** `path` for every region, or `region=path,region=path`, as settings name the clusters of regions. */
import { slug } from '../../domain/values/slug.ts';
import { Fault } from '../../kit/fault.ts';

export interface PlaceSetting {
  /** null: every region without a place of its own. */
  readonly region: string | null;
  readonly path: string;
}

/** @throws Fault reject `invalid-settings` */
export function splitPlaces(variable: string, text: string): readonly PlaceSetting[] {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const places = parts.map((part): PlaceSetting => {
    const [, region, path] = /^([^=/]+)=(.+)$/.exec(part) ?? [];
    if (region === undefined || path === undefined) return { region: null, path: part };
    if (slug.safeParse(region).success) return { region, path };
    throw wrong(variable, `"${region}" is no region's slug`);
  });
  const names = places.map((p) => p.region ?? '');
  if (places.length === 0 || new Set(names).size < names.length) throw wrong(variable, 'names a region twice, or none');
  return places;
}

const wrong = (variable: string, why: string): Fault =>
  new Fault('reject', { code: 'invalid-settings', message: `Settings are wrong: ${variable} ${why}.` });
