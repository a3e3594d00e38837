/** A scratch database with all migrations applied, for tests of tables, triggers and permissions: a clone of the one that the run began with. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { type ScratchDatabase, scratchDatabase } from './postgres.ts';

const DIRECTORY = join(import.meta.dirname, '../../migrations/default');

/** Names of the migrations in the order in which they apply. */
export async function migrations(): Promise<readonly string[]> {
  return (await readdir(DIRECTORY)).sort();
}

export async function migrationSql(name: string, direction: 'up' | 'down'): Promise<string> {
  return await readFile(join(DIRECTORY, name, `${direction}.sql`), 'utf8');
}

const TEMPLATE = 'template_migrated';

export const migratedDatabase = (): Promise<ScratchDatabase> => scratchDatabase({ template: TEMPLATE });

/** @param url of the cluster's maintenance database, by its superuser */
export async function createMigratedTemplate(url: string): Promise<void> {
  const template = new URL(url);
  template.pathname = `/${TEMPLATE}`;
  await run(url, [`create database ${TEMPLATE}`]);
  await run(template.href, await Promise.all((await migrations()).map((name) => migrationSql(name, 'up'))));
}

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}
