import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ScratchDatabase, scratchDatabase } from '../../test/support/postgres.ts';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/pool.ts';
import type { Snapshot } from '../engine.ts';
import { exportMetadata } from '../metadata/export.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { Observation } from '../observation.ts';
import { type Lifecycle, type LifecycleOptions, openLifecycle } from './lifecycle.ts';

const SCHEMA = `
create table author (id int primary key, name text not null);
create table article (id int primary key, author_id int not null references author, color text);
create table color (value text primary key, comment text);
insert into color values ('red', 'warm'), ('blue', null);
alter table article add foreign key (color) references color;
`;

const metadata = (...tables: NonNullable<NonNullable<Metadata['sources']>[number]['tables']>): Metadata => ({
  version: 3,
  sources: [{ name: 'default', kind: 'postgres', tables }],
});
const AUTHOR = { table: { schema: 'public', name: 'author' } };
const ARTICLE = {
  table: { schema: 'public', name: 'article' },
  object_relationships: [{ name: 'author', using: { foreign_key_constraint_on: 'author_id' } }],
};
const COLOR = { table: { schema: 'public', name: 'color' }, is_enum: true };

describe('lifecycle', () => {
  const opened: AsyncDisposable[] = [];
  let scratch: ScratchDatabase;
  let database: Database;

  beforeEach(async () => {
    scratch = await scratchDatabase({ sql: SCHEMA });
    database = openDatabase(scratch.url, { maxConnections: 4 });
  });
  afterEach(async () => {
    for (const item of opened.splice(0).reverse()) await item[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
    await scratch[Symbol.asyncDispose]();
  });

  async function open(options: Partial<LifecycleOptions> = {}): Promise<Lifecycle> {
    const lifecycle = await openLifecycle({
      database,
      metadataDatabase: database,
      metadataDirectory: null,
      env: {},
      observe: () => {},
      appliers: [],
      syncIntervalMs: 0,
      ...options,
    });
    opened.push(lifecycle);
    return lifecycle;
  }

  const replace = (lifecycle: Lifecycle, next: Metadata, expectedVersion?: number) =>
    lifecycle.change(
      (draft) => draft.edit(next, { allowInconsistent: true }),
      expectedVersion === undefined ? {} : { expectedVersion },
    );

  const seen = (lifecycle: Lifecycle, holds: (snapshot: Snapshot) => boolean) =>
    new Promise<Snapshot>((resolve) => {
      if (holds(lifecycle.snapshot())) resolve(lifecycle.snapshot());
      const stop = lifecycle.onChange((snapshot) => {
        if (!holds(snapshot)) return;
        stop();
        resolve(snapshot);
      });
    });

  it('starts an empty database with an empty default source, stored as version 1', async () => {
    const lifecycle = await open();
    expect(lifecycle.snapshot()).toMatchObject({ resourceVersion: 1, generation: 1 });
    expect(lifecycle.metadata().sources).toMatchObject([{ name: 'default', tables: [] }]);
    expect(await scratch.sql('select version, cli_state from hdb_catalog.hdb_version')).toEqual([
      { version: '48', cli_state: {} },
    ]);
  });

  it('serves what a change made and stores it for the next start', async () => {
    const lifecycle = await open();
    await replace(lifecycle, metadata(AUTHOR, ARTICLE));
    expect([...lifecycle.snapshot().model.tables.keys()]).toEqual(['"public"."author"', '"public"."article"']);
    expect(lifecycle.snapshot()).toMatchObject({ resourceVersion: 2, generation: 2 });
    const again = await open();
    expect(again.snapshot().resourceVersion).toBe(2);
    expect(again.metadata()).toEqual(lifecycle.metadata());
  });

  it('several starters of one empty database agree on one first version', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => open()));
    expect(all.map((l) => l.snapshot().resourceVersion)).toEqual([1, 1, 1, 1]);
    expect(await scratch.sql('select count(*)::int from hdb_catalog.hdb_version')).toEqual([{ count: 1 }]);
  });

  it('keeps tables that a change does not concern, by identity', async () => {
    const observed: Observation[] = [];
    const lifecycle = await open({ observe: (o) => observed.push(o) });
    await replace(lifecycle, metadata(AUTHOR, ARTICLE));
    const before = lifecycle.snapshot().model.tables;
    await scratch.sql('alter table article add column note text');
    await lifecycle.reload();
    const after = lifecycle.snapshot().model.tables;
    expect(after.get('"public"."author"')).toBe(before.get('"public"."author"'));
    expect(after.get('"public"."article"')?.columns.map((c) => c.name)).toContain('note');
    expect(observed.at(-1)).toMatchObject({ kind: 'metadata-changed', rebuiltTables: 1 });
  });

  it('a reload that finds nothing new changes nothing', async () => {
    const lifecycle = await open();
    const before = lifecycle.snapshot();
    await lifecycle.reload();
    expect(lifecycle.snapshot()).toBe(before);
  });

  it('refuses an edit that makes something inconsistent and serves what was before', async () => {
    const lifecycle = await open();
    await replace(lifecycle, metadata(AUTHOR));
    const before = lifecycle.snapshot();
    const missing = { table: { schema: 'public', name: 'missing' } };
    await expect(lifecycle.change((draft) => draft.edit(metadata(AUTHOR, missing)))).rejects.toMatchObject({ status: 400 });
    expect(lifecycle.snapshot()).toBe(before);
  });

  it('refuses a change of a version that is not the current one', async () => {
    const lifecycle = await open();
    await replace(lifecycle, metadata(AUTHOR), 1);
    await expect(replace(lifecycle, metadata(), 1)).rejects.toMatchObject({ code: 'conflict', status: 409 });
  });

  it('runs appliers before it serves a change, in the transaction that stores it', async () => {
    const lifecycle = await open({
      appliers: [
        async (connection, next, previous) => {
          if (previous && next.tables.size > 1) {
            await connection.query({ text: 'create table applied ()' });
            throw new Error('no');
          }
        },
      ],
    });
    await replace(lifecycle, metadata(AUTHOR));
    await expect(replace(lifecycle, metadata(AUTHOR, ARTICLE))).rejects.toThrow('no');
    expect(lifecycle.snapshot().model.tables.size).toBe(1);
    expect(await scratch.sql(`select to_regclass('applied') as t, resource_version from hdb_catalog.hdb_metadata`)).toEqual([
      { t: null, resource_version: 2 },
    ]);
  });

  it('reads values of enum tables, and again after they were written', async () => {
    const lifecycle = await open();
    await replace(lifecycle, metadata(ARTICLE, AUTHOR, COLOR));
    const values = () => lifecycle.snapshot().model.tables.get('"public"."color"')?.enumValues;
    expect(values()).toEqual([
      { value: 'blue', description: null },
      { value: 'red', description: 'warm' },
    ]);
    const column = lifecycle
      .snapshot()
      .model.tables.get('"public"."article"')
      ?.columns.find((c) => c.name === 'color');
    expect(column).toMatchObject({ scalar: 'color_enum', enumTable: '"public"."color"' });
    await scratch.sql(`insert into color values ('green')`);
    const { generation } = lifecycle.snapshot();
    await lifecycle.afterWrites(new Set(['"public"."author"']));
    expect(lifecycle.snapshot().generation).toBe(generation);
    await lifecycle.afterWrites(new Set(['"public"."color"']));
    expect(values()).toHaveLength(3);
  });

  it('says why a table cannot be an enum and serves the rest', async () => {
    await scratch.sql(`delete from color; insert into color values ('not a name')`);
    const lifecycle = await open();
    await replace(lifecycle, metadata(AUTHOR, COLOR));
    expect(lifecycle.snapshot().model.inconsistencies).toMatchObject([
      {
        type: 'table',
        reason:
          'Inconsistent object: the table "color" cannot be used as an enum because ' +
          'the value "not a name" is not a valid GraphQL enum value name',
      },
    ]);
    expect(lifecycle.snapshot().model.tables.has('"public"."author"')).toBe(true);
  });

  it.each([
    ['at the next poll', { syncIntervalMs: 20 }],
    ['at once where the database notifies', { syncIntervalMs: 600_000 }],
  ])('sees what another engine changed %s', async (_, options) => {
    const [one, other] = [await open(), await open(options)];
    await replace(one, metadata(AUTHOR));
    const snapshot = await seen(other, (s) => s.resourceVersion === 2);
    expect([...snapshot.model.tables.keys()]).toEqual(['"public"."author"']);
  });

  it('changes that two engines make at once are all kept', async () => {
    const engines = [await open(), await open({ syncIntervalMs: 20 })];
    const change = (lifecycle: Lifecycle, name: string) =>
      lifecycle.change((draft) =>
        draft.edit({
          ...draft.metadata,
          query_collections: [...(draft.metadata.query_collections ?? []), { name, definition: { queries: [] } }],
        }),
      );
    await Promise.all(engines.flatMap((engine, i) => [1, 2, 3, 4, 5].map((n) => change(engine, `${i}-${n}`))));
    const [stored] = await scratch.sql(
      `select resource_version, json_array_length(metadata->'query_collections') as n from hdb_catalog.hdb_metadata`,
    );
    expect(stored).toEqual({ resource_version: 11, n: 10 });
    for (const engine of engines) {
      await engine.reload();
      expect(engine.metadata().query_collections).toHaveLength(10);
    }
  });

  it('takes another engine’s change before its own', async () => {
    const [one, other] = [await open(), await open()];
    await replace(one, metadata(AUTHOR));
    await other.change(async (draft) => {
      expect(draft.resourceVersion).toBe(2);
      await draft.edit(metadata(AUTHOR, ARTICLE));
    });
    expect(other.snapshot().resourceVersion).toBe(3);
  });

  describe('with a metadata directory', () => {
    let directory: string;
    const write = async (value: Metadata) => {
      for (const [path, text] of Object.entries(exportMetadata(value))) {
        await mkdir(join(directory, path, '..'), { recursive: true });
        await writeFile(join(directory, path), text);
      }
    };
    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'metadata-'));
    });
    afterEach(() => rm(directory, { recursive: true }));

    it('serves the directory and stores it', async () => {
      await write(metadata(AUTHOR));
      const lifecycle = await open({ metadataDirectory: directory });
      expect(lifecycle.snapshot().model.tables.has('"public"."author"')).toBe(true);
      expect(lifecycle.snapshot().resourceVersion).toBe(1);
    });

    it('serves the rest of a directory with an object of the wrong shape, and tells of it', async () => {
      await write(metadata(AUTHOR, ARTICLE));
      const file = join(directory, 'databases/default/tables/public_article.yaml');
      await writeFile(file, 'table: {schema: public, name: article}\nselect_permissions: [{role: user, permission: 7}]\n');
      const lifecycle = await open({ metadataDirectory: directory });
      expect(lifecycle.snapshot().model.tables.size).toBe(2);
      expect(lifecycle.snapshot().model.inconsistencies).toMatchObject([
        { type: 'select_permission', name: 'select_permission user' },
      ]);
    });

    it('a second start with the same directory stores nothing new', async () => {
      await write(metadata(AUTHOR));
      await open({ metadataDirectory: directory });
      expect((await open({ metadataDirectory: directory })).snapshot().resourceVersion).toBe(1);
    });

    it('a changed directory wins over what is stored', async () => {
      await write(metadata(AUTHOR));
      await open({ metadataDirectory: directory });
      await write(metadata(AUTHOR, ARTICLE));
      const lifecycle = await open({ metadataDirectory: directory });
      expect(lifecycle.snapshot().resourceVersion).toBe(2);
      expect(lifecycle.snapshot().model.tables.size).toBe(2);
    });
  });
});
