/** Reads a metadata directory in the layout of the Hasura CLI, config v3 (dialect §1.1–1.3), into one metadata object. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../error.ts';
import { mergeActions } from './actions-sdl.ts';
import { FILES } from './files.ts';
import { loadWithIncludes, loadYaml } from './include.ts';
import type { Metadata } from './metadata.ts';
import { readMetadata } from './read.ts';

export async function loadMetadata(directory: string): Promise<Metadata> {
  return readMetadata(await loadRaw(directory), directory);
}

/** The object as `replace_metadata` would be given it, unchecked. Missing and empty files leave their key out. */
export async function loadRaw(directory: string): Promise<Record<string, unknown>> {
  if (!(await stat(directory).catch(() => null))?.isDirectory()) {
    throw new EngineError('invalid-configuration', `${directory} is not a directory`);
  }
  const metadata: Record<string, unknown> = { version: 3 };
  const version = await loadYaml(join(directory, 'version.yaml'));
  if (typeof version === 'object' && version !== null && 'version' in version) metadata.version = version.version;
  metadata.sources = (await loadWithIncludes(join(directory, 'databases', 'databases.yaml'), directory)) ?? [];
  for (const { key, file } of FILES) {
    const content = await loadYaml(join(directory, file));
    if (content !== undefined) metadata[key] = content;
  }
  const actions = await loadYaml(join(directory, 'actions.yaml'));
  const sdl = await readFile(join(directory, 'actions.graphql'), 'utf8').catch(() => '');
  return { ...metadata, ...mergeActions(actions, sdl) };
}
