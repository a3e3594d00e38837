/**
 * Production roles start as their manifests say: the processes of the production overlay and of docker-compose.yml, each from what the Dockerfile builds, with
 * its own command, environment, ports and probes, as the user it runs as. Every part has an address of its own (127.x.y.z) under which its name is
 * known, as in a cluster; NATS is three servers, the database a real one whose owner is not its superuser. Our engine stands for Hasura, with its settings.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Cluster, startCluster } from '../../adapters/local/postgres/cluster.ts';
import { migrate } from '../../server/migrate/migrate.ts';
import { webApp } from '../e2e/support/apps.ts';
import type { Api } from '../e2e/support/northstack.ts';
import { killProcessesOf, processesOf } from '../e2e/support/processes.ts';
import { createService, deployAndWait, signIn } from '../e2e/support/tenant.ts';
import { eventually } from '../support/eventually.ts';
import { gitRepository } from '../support/git-repository.ts';
import { buildProductionImage, type ProductionImage } from '../support/production-image.ts';
import { type Overlay, type Probe, type ProductionContainer, readOverlay, storeOfThePage } from '../support/production-pods.ts';
import { programOf } from '../support/real-server.ts';

const [nats, redis, kubectl] = [await programOf('nats-server'), await programOf('redis-server'), await programOf('kubectl')];
const possible = process.platform === 'linux' && nats !== null && redis !== null && kubectl !== null;

/** A net of its own for each run, so that fixed ports are free. */
const net = `127.${randomInt(2, 250)}.${randomInt(250)}`;
const ADDRESSES: Readonly<Record<string, string>> = {
  hasura: `${net}.2`,
  actions: `${net}.3`,
  events: `${net}.4`,
  dragonfly: `${net}.5`,
  'yb-tservers': `${net}.6`,
  yugabyte: `${net}.6`,
  nats: `${net}.10`,
  'nats-0.nats': `${net}.10`,
  'nats-1.nats': `${net}.11`,
  'nats-2.nats': `${net}.12`,
};
const addressOf = (name: string) => ADDRESSES[name] ?? '';
/** What DNS does. */
const resolved = (value: string) =>
  value.replaceAll(/(?<=\/\/|@)([a-z][a-z0-9.-]*)(?=:\d)/g, (name: string) => ADDRESSES[name] ?? name);

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

describe.skipIf(!possible)('production roles start as their manifests say', () => {
  const directory = mkdtempSync(join(tmpdir(), 'ns-roles-'));
  const running = new Map<string, Running>();
  const servers: ChildProcess[] = [];
  const password = { superuser: 'of nobody' };
  let image: ProductionImage;
  let overlay: Overlay;
  let database: Cluster;
  /** Whom the containers run as; {}: as ourselves, when we may not be somebody else or they may not read what is installed. */
  let user: { readonly uid?: number; readonly gid?: number } = {};

  const startDatabase = () =>
    startCluster({
      directory: join(directory, 'database'),
      port: 5433,
      password: password.superuser,
      settings: { fsync: 'off', listen_addresses: addressOf('yb-tservers') },
    });

  /** Starts a container of ours under its name and resolves when it is there. */
  function start(name: string, container: Pick<ProductionContainer, 'command' | 'args' | 'environment'>): Running {
    const [program = '', ...first] = container.command ?? image.entrypoint;
    const own = Object.entries(container.environment).map(([key, value]) => {
      // All addresses of a container: here it has one.
      if ((key === 'NORTHSTACK_LISTEN_HOST' && value === '0.0.0.0') || (key === 'NORTHSTACK_HOST' && value === '*'))
        return [key, addressOf(name)];
      return [key, resolved(value).replace(/^\/data\b/, join(directory, name, 'data'))];
    });
    const child = spawn(program, [...first, ...container.args], {
      cwd: image.app,
      env: { PATH: process.env.PATH, ...image.environment, ...Object.fromEntries(own) },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...user,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk));
    const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
    const started = { child, output: () => said, ended };
    running.set(name, started);
    return started;
  }

  /** As the kubelet asks: 200 to 399 within the probe's own time. */
  async function ask(name: string, container: ProductionContainer, probe: Probe | null): Promise<boolean> {
    if (probe === null) throw new Error(`${name} has no such probe`);
    const url = `http://${addressOf(name)}:${container.port(probe.httpGet.port)}${probe.httpGet.path}`;
    return await fetch(url, { signal: AbortSignal.timeout(probe.timeoutSeconds * 1000) }).then(
      ({ status }) => status >= 200 && status < 400,
      () => false,
    );
  }
  async function becomes(
    name: string,
    container: ProductionContainer,
    which: keyof ProductionContainer['probes'],
    wanted = true,
  ) {
    const started = running.get(name);
    await eventually(
      async () => {
        if (started && started.child.exitCode !== null) throw new Error(`${name} ended: ${started.output()}`);
        return await ask(name, container, container.probes[which]);
      },
      (answer) => answer === wanted,
    );
  }

  /** SIGTERM, and SIGKILL when its time is over: then there is no code. */
  async function end(name: string, { graceMs }: { readonly graceMs: number }): Promise<number | null> {
    const started = running.get(name);
    if (started === undefined) throw new Error(`${name} does not run`);
    started.child.kill('SIGTERM');
    const timer = setTimeout(() => started.child.kill('SIGKILL'), graceMs);
    const code = await started.ended;
    clearTimeout(timer);
    running.delete(name);
    return code;
  }

  function startServer(program: string | null, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
    servers.push(spawn(program ?? '', args, { stdio: 'ignore', env: { PATH: process.env.PATH, ...env } }));
  }

  /** A volume as it is mounted for a pod: root's, and by its group (fsGroup) the pod's. */
  function mountVolume(name: string, group: number): void {
    const path = join(directory, name, 'data');
    mkdirSync(path, { recursive: true });
    if (user.uid === undefined) return;
    chownSync(path, 0, group);
    chmodSync(path, 0o2770);
  }

  beforeAll(async () => {
    chmodSync(directory, 0o755);
    image = buildProductionImage();
    overlay = readOverlay('production', storeOfThePage());
    const { user: wanted } = overlay.container('Deployment', 'actions');
    user = mayRun(wanted, image) ? wanted : {};
    database = await startDatabase();
    for (const [name, config] of natsConfigs(overlay.configMap('nats-config')['nats.conf'] ?? '', directory))
      startServer(nats, ['--config', config], { POD_NAME: name });
    startServer(redis, ['--bind', addressOf('dragonfly'), '--port', '6379', '--save', '', '--dir', directory]);
  });
  afterAll(async () => {
    for (const { child } of running.values()) child.kill('SIGKILL');
    for (const server of servers) server.kill('SIGKILL');
    killProcessesOf(directory);
    await database?.[Symbol.asyncDispose]();
    image?.[Symbol.dispose]();
    rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });

  const engine = (environment: Readonly<Record<string, string>>, metadata: string) => ({
    command: null,
    args: ['engine'],
    // Hasura's own, and what only our stand-in has to be told.
    environment: {
      ...environment,
      HASURA_GRAPHQL_SERVER_HOST: addressOf('hasura'),
      HASURA_GRAPHQL_METADATA_DIR: metadata,
      ENGINE_NOTIFY: 'false',
    },
  });

  test('the migration is done, and done again, by a role that is no superuser', async () => {
    const files = overlay.container('Job', 'migrate', 'files');
    const work = join(directory, 'work');
    mkdirSync(work);
    const container = overlay.container('Job', 'migrate');
    const url = new URL(resolved(container.environment.HASURA_GRAPHQL_DATABASE_URL ?? ''));
    const { default: pg } = await import('pg');
    const client = new pg.Client({
      connectionString: `postgres://postgres:${password.superuser.replaceAll(' ', '%20')}@${url.host}/postgres`,
    });
    await client.connect();
    // As the init container `databases` does, which test/deploy/database-scripts.test.ts runs.
    await client.query(`create role northstack login createdb password '${url.password}'`);
    for (const name of ['northstack', 'hasura']) await client.query(`create database ${name} owner northstack`);
    await client.end();
    const applied: (readonly string[])[] = [];
    for (let time = 0; time < 2; time += 1) {
      const [program = '', ...args] = (files.command ?? []).map((part) =>
        part.replace(/^\/app/, image.app).replace(/^\/work/, work),
      );
      execFileSync(program, args, { stdio: 'pipe' });
      const folder = container.environment.HASURA_GRAPHQL_MIGRATIONS_DIR?.replace(/^\/work/, work) ?? '';
      applied.push(await migrate({ url: url.href, directory: join(folder, 'default') }));
    }
    expect(applied.map((versions) => versions.length)).toEqual([readdirSync(join(image.app, 'migrations/default')).length, 0]);
  });

  test('everything becomes ready by its probes, people deploy, and what holds the state may go and come', async () => {
    const [actions, events, hasura] = ['actions', 'events', 'hasura'].map((name) => overlay.container('Deployment', name));
    if (!actions || !events || !hasura) throw new Error('unreachable');
    mountVolume('events', events.user.gid);

    start('actions', actions);
    await becomes('actions', actions, 'startup');
    await becomes('actions', actions, 'readiness');
    // Nobody is sent to it while what it asks is away, and it is not restarted for that.
    start('events', events);
    await becomes('events', events, 'startup');
    expect(await ask('events', events, events.probes.readiness)).toBe(false);
    start('hasura', engine(hasura.environment, join(directory, 'work/metadata')));
    await becomes('hasura', hasura, 'startup');
    await becomes('hasura', hasura, 'readiness');
    await becomes('events', events, 'readiness');
    for (const [name, container] of [
      ['actions', actions],
      ['events', events],
    ] as const) {
      await becomes(name, container, 'liveness');
      expect(running.get(name)?.output()).not.toContain('nobody reads this setting');
    }

    const address = new URL(resolved(events.environment.NORTHSTACK_GRAPHQL_URL ?? '')).origin;
    const api: Api = {
      url: address,
      adminSecret: hasura.environment.HASURA_GRAPHQL_ADMIN_SECRET ?? '',
      fetch: (path, init) => fetch(`${address}${path}`, init),
    };
    // The page's line: kubectl exec deployment/actions -- …
    const page = readFileSync(join(import.meta.dirname, '../../docs/production.md'), 'utf8');
    const [, line = ''] = /exec deployment\/actions -- (node .*first-administrator.*)/.exec(page) ?? [];
    const [program = '', ...args] = line.split(' ');
    const first = start('administrator', { command: [program], args, environment: actions.environment });
    expect(await first.ended, first.output()).toBe(0);
    const person = await signIn(api, { email: 'you@example.com', password: first.output().trim().split('\n').at(-1) ?? '' });

    await using repository = await gitRepository(webApp('one'));
    if (user.uid !== undefined) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, repository.directory]);
    const service = await createService(api, person, 'shop', { repository: repository.url });
    const deployed = await deployAndWait(api, person, service);
    expect(deployed, running.get('events')?.output()).toMatchObject({ status: 'running', failure_reason: null });
    const app = await getAs(new URL(deployed.instance.url ?? '').host, `http://${addressOf('events')}:${events.port('apps')}/`);
    expect(JSON.parse(app)).toMatchObject({ version: 'one' });

    // What happened is on the bus, three times; the cache counts requests.
    const streams = async () => {
      const answer = await fetch(`http://${addressOf('nats')}:8222/jsz?streams=true&config=true`);
      return z
        .object({ account_details: z.array(z.object({ stream_detail: z.array(Stream) })).default([]) })
        .parse(await answer.json());
    };
    await eventually(streams, ({ account_details: [account] }) =>
      (account?.stream_detail ?? []).some(({ config, state }) => config.num_replicas === 3 && state.messages > 0),
    );
    const cache = new Redis(6379, addressOf('dragonfly'));
    expect(await cache.dbsize()).toBeGreaterThan(0);
    cache.disconnect();

    expect(memoryOf([running.get('actions')?.child.pid ?? 0])).toBeLessThan(actions.memoryBytes);
    const ofEvents = [running.get('events')?.child.pid ?? 0, ...processesOf(join(directory, 'events')).map(({ pid }) => pid)];
    expect(memoryOf(ofEvents)).toBeLessThan(events.memoryBytes);

    await database.stop();
    await becomes('hasura', hasura, 'readiness', false);
    await becomes('events', events, 'readiness', false);
    for (const [name, container] of [
      ['actions', actions],
      ['events', events],
    ] as const)
      await becomes(name, container, 'liveness');
    database = await startDatabase();
    await becomes('hasura', hasura, 'readiness');
    await becomes('events', events, 'readiness');

    // In the order that is the hardest: whom they ask is gone first.
    expect(await end('hasura', hasura)).toBe(0);
    expect(await end('events', events)).toBe(0);
    expect(await end('actions', actions)).toBe(0);
    killProcessesOf(join(directory, 'events'));
  });

  test.each(['staging', 'production-linkerd'])('the %s overlay starts the same processes', (name) => {
    const other = readOverlay(name, storeOfThePage());
    for (const role of ['actions', 'events']) {
      const [here, there] = [overlay, other].map((from) => from.container('Deployment', role));
      for (const part of ['command', 'args', 'memoryBytes', 'graceMs', 'user', 'probes'] as const)
        expect(there?.[part], part).toEqual(here?.[part]);
      expect(Object.keys(there?.environment ?? {})).toEqual(Object.keys(here?.environment ?? {}));
    }
  });

  test('docker-compose.yml: everything becomes healthy in its order, and ends', async () => {
    const services = composeServices(join(directory, 'compose'));
    const { hasura, actions, events } = services;
    const given = new URL(hasura.environment.HASURA_GRAPHQL_DATABASE_URL ?? '');
    const { default: pg } = await import('pg');
    const client = new pg.Client({
      connectionString: `postgres://postgres:${password.superuser.replaceAll(' ', '%20')}@${resolved(`//${given.host}`).slice(2)}/postgres`,
    });
    await client.connect();
    await client.query(`alter role northstack password '${given.password}'`);
    await client.end();
    // The image's own folder, which the volume begins with.
    rmSync(join(directory, 'events'), { recursive: true, force: true });
    const volume = join(directory, 'events/data');
    mkdirSync(volume, { recursive: true });
    chmodSync(volume, 0o700);
    if (user.uid !== undefined) execFileSync('chown', [`${user.uid}:${user.gid}`, volume]);

    const healthy = async (name: 'actions' | 'events') => {
      const [kind, program = '', ...args] = services[name].healthcheck;
      expect(kind).toBe('CMD');
      await eventually(
        async () => {
          const started = running.get(name);
          if (started && started.child.exitCode !== null) throw new Error(`${name} ended: ${started.output()}`);
          const check = spawn(
            program,
            args.map((arg) => arg.replaceAll('127.0.0.1', addressOf(name))),
            { stdio: 'ignore' },
          );
          return await new Promise<number | null>((done) => check.once('close', done));
        },
        (code) => code === 0,
      );
    };
    start('actions', actions);
    await healthy('actions');
    start('hasura', engine(hasura.environment, join(image.app, 'hasura/metadata')));
    start('events', events);
    await healthy('events');
    for (const name of ['events', 'hasura', 'actions'] as const) expect(await end(name, services[name]), name).toBe(0);
  });
});

interface ComposeService extends Pick<ProductionContainer, 'command' | 'args' | 'environment' | 'graceMs'> {
  readonly healthcheck: readonly string[];
}

/** With the secrets that deploy/compose/make-secrets.sh makes, and without any variable of the person who starts it. */
function composeServices(folder: string): Readonly<Record<'hasura' | 'actions' | 'events', ComposeService>> {
  const root = join(import.meta.dirname, '../..');
  mkdirSync(folder);
  cpSync(join(root, 'deploy/compose/make-secrets.sh'), join(folder, 'make-secrets.sh'));
  execFileSync('sh', [join(folder, 'make-secrets.sh')], { stdio: 'pipe' });
  const Service = z.looseObject({
    command: z.array(z.string()).default([]),
    environment: z.record(z.string(), z.string()),
    env_file: z.array(z.string()),
    healthcheck: z.looseObject({ test: z.array(z.string()) }),
    stop_grace_period: z.string().regex(/^\d+s$/),
  });
  const read = (service: unknown): ComposeService => {
    const { command, environment, env_file, healthcheck, stop_grace_period } = Service.parse(service);
    const secrets = env_file.flatMap((file) =>
      readFileSync(file.replace('deploy/compose', folder), 'utf8')
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    const interpolated = Object.entries(environment).map(([name, value]) => [name, value.replaceAll(/\$\{\w+:-(.*?)\}/g, '$1')]);
    return {
      command: null,
      args: command,
      environment: Object.fromEntries([...secrets, ...interpolated]),
      graceMs: Number.parseInt(stop_grace_period, 10) * 1000,
      healthcheck: healthcheck.test,
    };
  };
  const file = z
    .looseObject({ services: z.looseObject({ hasura: z.unknown(), actions: z.unknown(), events: z.unknown() }) })
    .parse(parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }));
  const { hasura, actions, events } = file.services;
  return { hasura: read(hasura), actions: read(actions), events: read(events) };
}

const Stream = z.looseObject({
  config: z.looseObject({ num_replicas: z.number() }),
  state: z.looseObject({ messages: z.number() }),
});

/** The body of the answer for another host name, which `fetch` may not say. */
const getAs = (host: string, url: string): Promise<string> =>
  new Promise((done, fail) => {
    get(url, { headers: { host }, agent: false }, (answer) => text(answer).then(done, fail)).once('error', fail);
  });

/** Whether we may be this user, and this user may run what is installed. */
function mayRun(user: { readonly uid: number; readonly gid: number }, { app }: ProductionImage): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync('node', ['dist/cli.js', '--help'], { cwd: app, env: { PATH: process.env.PATH }, stdio: 'ignore', ...user });
    return true;
  } catch {
    console.log('the containers of this test run as root: their own user may not read what is installed here');
    return false;
  }
}

/** The file of each of the three pods, with a folder for its volume and the names resolved. */
function natsConfigs(config: string, directory: string): readonly (readonly [string, string])[] {
  return [0, 1, 2].map((ordinal) => {
    const host = addressOf(`nats-${ordinal}.nats`);
    const path = join(directory, `nats-${ordinal}`, 'nats.conf');
    mkdirSync(dirname(path));
    const file = resolved(config)
      .replace('/data', dirname(path))
      .replace(/^port:/m, `host: "${host}"\nport:`)
      .replace('  port: 6222', `  host: "${host}"\n  port: 6222`);
    writeFileSync(path, file);
    return [`nats-${ordinal}`, path];
  });
}

/** Resident, of all of them. */
const memoryOf = (pids: readonly number[]): number =>
  pids
    .map((pid) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024)
    .reduce((sum, each) => sum + each, 0);
