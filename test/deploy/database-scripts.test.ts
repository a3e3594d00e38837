/** The scripts of deploy/kubernetes that prepare, dump and restore the database, run with PostgreSQL's own programs under YugabyteDB's names. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { type Cluster, startCluster } from '../../adapters/local/postgres/cluster.ts';
import { freePort } from '../support/ports.ts';

const clients = (() => {
  try {
    execFileSync('psql', ['--version'], { stdio: 'ignore' });
    execFileSync('pg_dump', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
if (!clients) console.info('psql and pg_dump are not installed: the database scripts of deploy/kubernetes are not run');

const Script = z.looseObject({ name: z.string(), args: z.array(z.string()).min(1) });
const Template = z.looseObject({
  spec: z.looseObject({
    initContainers: z.array(z.looseObject({ name: z.string() })).default([]),
    containers: z.array(z.unknown()),
  }),
});

function manifest(file: string, kind: string): unknown {
  const path = join(import.meta.dirname, '../../deploy/kubernetes/base', file);
  const all = parseAllDocuments(readFileSync(path, 'utf8')).map((document): unknown => document.toJS());
  return all.find((found) => z.looseObject({ kind: z.literal(kind) }).safeParse(found).success);
}
const prepare = () => {
  const { spec } = z.looseObject({ spec: z.looseObject({ template: Template }) }).parse(manifest('migrate.yaml', 'Job'));
  return Script.parse(spec.template.spec.initContainers.find(({ name }) => name === 'databases')).args[0] ?? '';
};
const backup = () => {
  const { spec } = z
    .looseObject({ spec: z.looseObject({ jobTemplate: z.looseObject({ spec: z.looseObject({ template: Template }) }) }) })
    .parse(manifest('backup.yaml', 'CronJob'));
  return Script.parse(spec.jobTemplate.spec.template.spec.containers[0]).args[0] ?? '';
};

describe.runIf(clients)('on a new cluster', () => {
  const password = "a 'password' of ours";
  let directory = '';
  let cluster: Cluster;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'ns-yb-'));
    cluster = await startCluster({
      directory: join(directory, 'database'),
      port: await freePort(),
      password: 'own',
      settings: { fsync: 'off' },
    });
    sql('postgres', 'own', 'postgres', "create role yugabyte superuser login password 'yugabyte'; create database yugabyte");
    mkdirSync(join(directory, 'bin'));
    mkdirSync(join(directory, 'postgres/bin'), { recursive: true });
    mkdirSync(join(directory, 'backups'));
    for (const [name, program] of [
      ['bin/ysqlsh', 'psql'],
      ['postgres/bin/ysql_dump', 'pg_dump'],
    ] as const) {
      // The names of the cluster's network lead to the server of the test.
      writeFileSync(
        join(directory, name),
        `#!/bin/sh\n[ "$1" = -h ] && shift 2\nexec ${program} -h 127.0.0.1 -p ${cluster.port} "$@"\n`,
      );
      chmodSync(join(directory, name), 0o755);
    }
  });
  afterAll(async () => {
    await cluster?.[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true, force: true });
  });

  const sql = (user: string, secret: string, database: string, text: string): string =>
    execFileSync(
      'psql',
      ['-h', '127.0.0.1', '-p', String(cluster.port), '-U', user, '-d', database, '-v', 'ON_ERROR_STOP=1', '-qtA'],
      {
        env: { PATH: process.env.PATH, PGPASSWORD: secret },
        // One statement at a time: databases are made outside transactions.
        input: text.replaceAll('; ', ';\n'),
        encoding: 'utf8',
        stdio: 'pipe',
      },
    ).trim();
  const bash = ['bash', '-euo', 'pipefail', '-c'];
  const run = (shell: readonly string[], script: string) =>
    execFileSync(shell[0] ?? 'sh', [...shell.slice(1), script], {
      cwd: directory,
      env: { PATH: process.env.PATH, PGPASSWORD: password },
      stdio: 'pipe',
      encoding: 'utf8',
    });

  test('role and databases are made, the well-known password is gone, and a second run changes nothing', () => {
    run(['sh', '-ec'], prepare());
    run(['sh', '-ec'], prepare());
    expect(sql('northstack', password, 'northstack', 'select current_user')).toBe('northstack');
    expect(sql('northstack', password, 'hasura', 'select rolsuper from pg_roles where rolname = current_user')).toBe('f');
    expect(sql('yugabyte', password, 'yugabyte', 'select 1')).toBe('1');
    expect(() => sql('yugabyte', 'yugabyte', 'yugabyte', 'select 1')).toThrow('password authentication failed');
  });

  test('a dump is restored as docs/production.md says, and fourteen are kept', () => {
    run(['sh', '-ec'], prepare());
    sql('northstack', password, 'northstack', 'create table kept (a int); insert into kept values (42)');
    sql('northstack', password, 'hasura', 'create table state (applied int); insert into state values (7)');
    for (let day = 10; day < 26; day += 1)
      writeFileSync(join(directory, `backups/northstack-2026-01-${day}T02-17-00.sql.gz`), 'old');
    run(bash, backup().replaceAll('/backups', join(directory, 'backups')));
    const dumps = readdirSync(join(directory, 'backups')).sort();
    const own = dumps.filter((name) => name.startsWith('northstack-'));
    expect(own).toHaveLength(14);
    expect(dumps.filter((name) => name.startsWith('hasura-'))).toHaveLength(1);
    const newest = join(directory, 'backups', own.at(-1) ?? '');

    sql('northstack', password, 'northstack', 'drop table kept');
    const page = readFileSync(join(import.meta.dirname, '../../docs/production.md'), 'utf8');
    const restore = /^night=.*\n(for database in northstack hasura; do\n[\s\S]*?^done)$/m.exec(page)?.[1] ?? 'false';
    const night = /northstack-(.*)\.sql\.gz$/.exec(newest)?.[1];
    run(bash, `night=${night}\n${restore.replaceAll('/backups', join(directory, 'backups'))}`);
    expect(sql('northstack', password, 'hasura', 'select applied from state')).toBe('7');
    expect(sql('northstack', password, 'northstack', 'select a from kept')).toBe('42');
  });
});
