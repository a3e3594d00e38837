/** Reads `hasura/metadata` as the Hasura CLI does: YAML files whose strings may include others. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

export const METADATA = join(import.meta.dirname, '../../hasura/metadata');

/** The content of a metadata file with every `!include` replaced by what it names. */
export async function readMetadata(path: string): Promise<unknown> {
  return await include(join(METADATA, path));
}

async function include(path: string): Promise<unknown> {
  return await resolve(parse(await readFile(path, 'utf8')), dirname(path));
}

async function resolve(value: unknown, directory: string): Promise<unknown> {
  if (typeof value === 'string' && value.startsWith('!include '))
    return await include(join(directory, value.slice('!include '.length)));
  if (Array.isArray(value)) return await Promise.all(value.map((v) => resolve(v, directory)));
  if (value === null || typeof value !== 'object') return value;
  const entries = await Promise.all(Object.entries(value).map(async ([k, v]) => [k, await resolve(v, directory)] as const));
  return Object.fromEntries(entries);
}
