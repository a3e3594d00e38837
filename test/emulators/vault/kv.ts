/** One KV engine, version 2, as developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2 describes it. */
import { z } from 'zod';
import type { Answer } from '../faults.ts';

export interface Kv {
  handle(method: string, part: string, path: string, query: URLSearchParams, body: unknown): Answer;
  /** Paths with what can still be read. */
  values(): readonly (readonly [string, readonly unknown[]])[];
}

interface Version {
  data: unknown;
  readonly createdAt: string;
  deletedAt: string;
  destroyed: boolean;
}
interface Entry {
  readonly versions: Map<number, Version>;
  current: number;
  custom: Readonly<Record<string, string>> | null;
}

/** Versions that are kept when nobody says how many. */
const MAX_VERSIONS = 10;

const write = z.object({ data: z.record(z.string(), z.unknown()), options: z.object({ cas: z.int().optional() }).optional() });
const several = z.object({ versions: z.array(z.int()) });
const described = z.object({ custom_metadata: z.record(z.string(), z.string()).optional() });

export function createKv(): Kv {
  const entries = new Map<string, Entry>();
  const metadataOf = (entry: Entry, number: number, version: Version) => ({
    version: number,
    created_time: version.createdAt,
    deletion_time: version.deletedAt,
    destroyed: version.destroyed,
    custom_metadata: entry.custom,
  });

  const read = (path: string, wanted: string | null): Answer => {
    const entry = entries.get(path);
    const number = wanted === null || wanted === '0' ? entry?.current : Number(wanted);
    const version = number === undefined ? undefined : entry?.versions.get(number);
    if (entry === undefined || number === undefined || version === undefined) return nothing;
    const there = version.deletedAt === '' && !version.destroyed;
    return json(there ? 200 : 404, { data: { data: there ? version.data : null, metadata: metadataOf(entry, number, version) } });
  };
  const put = (path: string, body: unknown): Answer => {
    const wanted = write.safeParse(body);
    if (!wanted.success) return failed(400, 'no data provided');
    const entry = entries.get(path) ?? { versions: new Map(), current: 0, custom: null };
    const cas = wanted.data.options?.cas;
    if (cas !== undefined && cas !== entry.current)
      return failed(400, 'check-and-set parameter did not match the current version');
    entry.current += 1;
    const version = { data: wanted.data.data, createdAt: new Date().toISOString(), deletedAt: '', destroyed: false };
    entry.versions.set(entry.current, version);
    entry.versions.delete(entry.current - MAX_VERSIONS);
    entries.set(path, entry);
    return json(200, { data: metadataOf(entry, entry.current, version) });
  };
  const change = (path: string, body: unknown, how: (version: Version) => void): Answer => {
    const wanted = several.safeParse(body);
    if (!wanted.success) return failed(400, 'no version number provided');
    const entry = entries.get(path);
    if (entry === undefined) return nothing;
    for (const number of wanted.data.versions) {
      const version = entry.versions.get(number);
      if (version) how(version);
    }
    return empty;
  };
  const metadata = (method: string, path: string, body: unknown): Answer => {
    const entry = entries.get(path);
    if (method === 'DELETE') {
      entries.delete(path);
      return empty;
    }
    if (method === 'GET') {
      if (entry === undefined) return nothing;
      const versions = [...entry.versions].map(([number, v]) => [
        number,
        { created_time: v.createdAt, deletion_time: v.deletedAt, destroyed: v.destroyed },
      ]);
      return json(200, {
        data: { current_version: entry.current, custom_metadata: entry.custom, versions: Object.fromEntries(versions) },
      });
    }
    const kept = entry ?? { versions: new Map(), current: 0, custom: null };
    kept.custom = described.parse(body ?? {}).custom_metadata ?? kept.custom;
    entries.set(path, kept);
    return empty;
  };

  return {
    handle: (method, part, path, query, body) => {
      const now = new Date().toISOString();
      switch (`${method} ${part}`) {
        case 'GET data':
          return read(path, query.get('version'));
        case 'POST data':
        case 'PUT data':
          return put(path, body);
        case 'DELETE data': {
          const version = entries.get(path)?.versions.get(entries.get(path)?.current ?? 0);
          if (version) version.deletedAt = now;
          return empty;
        }
        case 'POST delete':
          return change(path, body, (version) => {
            version.deletedAt = now;
          });
        case 'POST undelete':
          return change(path, body, (version) => {
            version.deletedAt = '';
          });
        case 'POST destroy':
        case 'PUT destroy':
          return change(path, body, (version) => {
            version.destroyed = true;
            version.data = null;
          });
        default:
          return part === 'metadata' ? metadata(method, path, body) : failed(405, 'unsupported operation');
      }
    },
    values: () =>
      [...entries].map(([path, { versions }]) => [
        path,
        [...versions.values()].filter((v) => !v.destroyed && v.deletedAt === '').map((v) => v.data),
      ]),
  };
}

const empty: Answer = { status: 204, body: '' };
const json = (status: number, body: object): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ request_id: '1', lease_id: '', renewable: false, lease_duration: 0, ...body }),
});
const failed = (status: number, ...errors: readonly string[]): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ errors }),
});
const nothing = failed(404);
