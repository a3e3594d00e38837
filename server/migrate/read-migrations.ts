/** The schema's migrations as the Hasura CLI lays them out: `<directory>/<version>_<name>/up.sql`. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../kit/fault.ts';

export interface Migration {
  /** Digits, usually milliseconds since the epoch; ordered as numbers. */
  readonly version: string;
  readonly name: string;
  readonly up: string;
  /** sha256 of `up.sql`, hexadecimal. */
  readonly checksum: string;
}

/** All migrations, oldest first. @throws Fault reject `migration-layout` */
export async function readMigrations(directory: string): Promise<readonly Migration[]> {
  const names = (await readdir(directory, { withFileTypes: true })).filter((e) => e.isDirectory()).map((e) => e.name);
  const migrations = await Promise.all(names.map((folder) => readMigration(directory, folder)));
  const sorted = migrations.sort((a, b) => (BigInt(a.version) < BigInt(b.version) ? -1 : 1));
  for (const [i, { version, name }] of sorted.entries()) {
    if (sorted[i + 1]?.version === version)
      throw layout(`${version}_${name} and ${version}_${sorted[i + 1]?.name} have the same version`);
  }
  return sorted;
}

async function readMigration(directory: string, folder: string): Promise<Migration> {
  const [, version, name] = /^(\d+)_(.+)$/.exec(folder) ?? [];
  if (version === undefined || name === undefined) throw layout(`${join(directory, folder)} is not named <version>_<name>`);
  const up = await readFile(join(directory, folder, 'up.sql'), 'utf8').catch(() => null);
  if (up === null) throw layout(`${join(directory, folder)} has no up.sql`);
  return { version, name, up, checksum: createHash('sha256').update(up).digest('hex') };
}

const layout = (message: string) => new Fault('reject', { code: 'migration-layout', message });
