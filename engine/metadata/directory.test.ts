import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportMetadata, type MetadataFiles } from './export.ts';
import { loadMetadata } from './load.ts';

const FIXTURE = join(import.meta.dirname, '../../test/fixtures/hasura-metadata');
const MORE = join(import.meta.dirname, '../../../shared/conformance/metadata');

async function filesOf(directory: string): Promise<MetadataFiles> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
  return Object.fromEntries(
    await Promise.all(files.map(async (f) => [relative(directory, f), await readFile(f, 'utf8')] as const)),
  );
}

async function metadataDirectories(root: string): Promise<string[]> {
  if (!existsSync(root)) return [];
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((e) => e.name === 'version.yaml').map((e) => e.parentPath);
}

const HAND_WRITTEN = 'databases/default/tables/public_author.yaml';

describe('a metadata directory', () => {
  it('is read into one object', async () => {
    const metadata = await loadMetadata(FIXTURE);
    expect(metadata.sources?.[0]?.tables?.map((t) => t.table)).toEqual(
      ['article', 'author', 'color'].map((name) => ({ name, schema: 'public' })),
    );
    expect(metadata.actions?.[0]).toMatchObject({
      name: 'publish',
      permissions: [{ role: 'user' }],
      definition: {
        type: 'mutation',
        handler: '{{ACTIONS}}/publish',
        arguments: [
          { name: 'id', type: 'Int!' },
          { name: 'options', type: 'PublishOptions' },
        ],
        output_type: 'PublishOutput!',
      },
    });
    expect(metadata.actions?.[1]?.definition).toMatchObject({ type: 'query', arguments: [] });
    expect(metadata.custom_types?.objects?.[0]).toMatchObject({
      description: 'What became of it',
      fields: [{ name: 'id' }, { name: 'at', type: 'timestamptz', description: 'when it was done' }],
      relationships: [{ name: 'article', type: 'object' }],
    });
    expect(metadata.custom_types?.enums?.[0]?.values).toEqual([{ value: 'web' }, { value: 'mail', is_deprecated: true }]);
    expect(metadata).toMatchObject({
      allowlist: [{ collection: 'allowed' }],
      inherited_roles: [{ role_name: 'editor' }],
      graphql_schema_introspection: { disabled_for_roles: ['anonymous'] },
    });
  });

  it('is written as the CLI writes it', async () => {
    const [files, written] = [await filesOf(FIXTURE), exportMetadata(await loadMetadata(FIXTURE))];
    expect(Object.keys(written).sort()).toEqual(Object.keys(files).sort());
    for (const [path, text] of Object.entries(files)) if (path !== HAND_WRITTEN) expect(written[path], path).toBe(text);
    expect(written[HAND_WRITTEN]).not.toBe(files[HAND_WRITTEN]);
  });

  it('keeps every byte of files that say the same, also those written by hand', async () => {
    for (const directory of [FIXTURE, ...(await metadataDirectories(MORE))]) {
      const files = await filesOf(directory);
      expect(exportMetadata(await loadMetadata(directory), files), directory).toEqual(files);
    }
  });

  it('changes only the file whose content changed', async () => {
    const files = await filesOf(FIXTURE);
    const metadata = await loadMetadata(FIXTURE);
    const [source] = metadata.sources ?? [];
    const tables = source?.tables?.map((t, i) => (i === 2 ? { ...t, is_enum: false } : t)) ?? [];
    const written = exportMetadata({ ...metadata, sources: source ? [{ ...source, tables }] : [] }, files);
    const changed = Object.keys(written).filter((path) => written[path] !== files[path]);
    expect(changed).toEqual(['databases/default/tables/public_color.yaml']);
  });

  it('read again after it was written gives the same object', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'metadata-'));
    const metadata = await loadMetadata(FIXTURE);
    for (const [path, text] of Object.entries(exportMetadata(metadata))) {
      await mkdir(join(directory, path, '..'), { recursive: true });
      await writeFile(join(directory, path), text);
    }
    expect(await loadMetadata(directory)).toEqual(metadata);
    await rm(directory, { recursive: true });
  });
});

describe('includes', () => {
  let directory: string;
  const put = async (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries({ 'version.yaml': 'version: 3\n', ...files })) {
      await mkdir(join(directory, path, '..'), { recursive: true });
      await writeFile(join(directory, path), text);
    }
  };
  const databases = (tables: string) => `- name: default\n  kind: postgres\n  tables: ${tables}\n`;
  const tables = async () => (await loadMetadata(directory)).sources?.[0]?.tables;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'metadata-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it.each([
    ['as a string', '"!include default/tables.yaml"', '- "!include a.yaml"\n'],
    ['as a tag', '!include default/tables.yaml', '- !include a.yaml\n'],
    ['as a tag with a quoted path', '!include "default/tables.yaml"', "- !include 'a.yaml'\n"],
  ])('are read %s', async (_, include, list) => {
    await put({
      'databases/databases.yaml': databases(include),
      'databases/default/tables.yaml': list,
      'databases/default/a.yaml': 'table: a\n',
    });
    expect(await tables()).toEqual([{ table: 'a' }]);
  });

  it('may stand inline instead', async () => {
    await put({ 'databases/databases.yaml': databases('[{table: a}]') });
    expect(await tables()).toEqual([{ table: 'a' }]);
  });

  it('of the first CLI’s layout are found', async () => {
    await put({
      'databases/databases.yaml': databases('"!include default.yaml"'),
      'databases/default.yaml': '- "!include a.yaml"\n',
      'databases/tables/a.yaml': 'table: a\n',
    });
    expect(await tables()).toEqual([{ table: 'a' }]);
  });

  it('that lead in a circle are refused', async () => {
    await put({
      'databases/databases.yaml': databases('"!include a.yaml"'),
      'databases/a.yaml': '- "!include b.yaml"\n',
      'databases/b.yaml': '"!include a.yaml"\n',
    });
    await expect(loadMetadata(directory)).rejects.toMatchObject({ code: 'invalid-configuration', message: /a cycle/ });
  });

  it('that leave the directory are refused, also over a link', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside-'));
    await writeFile(join(outside, 'a.yaml'), 'table: a\n');
    await put({
      'databases/databases.yaml': databases(`["!include ${relative(join(directory, 'databases'), join(outside, 'a.yaml'))}"]`),
    });
    await expect(loadMetadata(directory)).rejects.toMatchObject({ message: /outside of the metadata directory/ });
    await symlink(join(outside, 'a.yaml'), join(directory, 'databases/link.yaml'));
    await put({ 'databases/databases.yaml': databases('["!include link.yaml"]') });
    await expect(loadMetadata(directory)).rejects.toMatchObject({ message: /outside of the metadata directory/ });
    await rm(outside, { recursive: true });
  });

  it('of missing files are refused by name', async () => {
    await put({ 'databases/databases.yaml': databases('["!include gone.yaml"]') });
    await expect(loadMetadata(directory)).rejects.toMatchObject({ message: /includes gone\.yaml, which does not exist/ });
  });

  it('an action without a signature is refused by name', async () => {
    await put({ 'actions.yaml': 'actions:\n  - name: lost\n    definition: {handler: x}\n' });
    await expect(loadMetadata(directory)).rejects.toMatchObject({ message: 'action lost is not present in actions.graphql' });
  });

  it('a directory without files is empty metadata', async () => {
    await put({});
    expect(await loadMetadata(directory)).toEqual({ version: 3, sources: [] });
    await expect(loadMetadata(join(directory, 'gone'))).rejects.toMatchObject({ code: 'invalid-configuration' });
  });
});
