/** A scratch database with all migrations applied, for tests of tables, triggers and permissions. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ScratchDatabase, scratchDatabase } from './postgres.ts';

const DIRECTORY = join(import.meta.dirname, '../../migrations/default');

/** Names of the migrations in the order in which they apply. */
export async function migrations(): Promise<readonly string[]> {
  return (await readdir(DIRECTORY)).sort();
}

export async function migrationSql(name: string, direction: 'up' | 'down'): Promise<string> {
  return await readFile(join(DIRECTORY, name, `${direction}.sql`), 'utf8');
}

export async function migratedDatabase(): Promise<ScratchDatabase> {
  const database = await scratchDatabase();
  for (const name of await migrations()) await database.sql(await migrationSql(name, 'up'));
  return database;
}
