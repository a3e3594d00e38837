/**
 * deploy/docker/Dockerfile without a container engine: its own COPY and RUN steps are carried out in folders, with the files that .dockerignore lets
 * through and the packages that `npm ci --omit=dev` installs, and what comes out is started as the image starts it.
 */
import { execFileSync, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/ports.ts';

const root = join(import.meta.dirname, '../..');
const steps = readFileSync(join(root, 'deploy/docker/Dockerfile'), 'utf8')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .flatMap((line) => {
    const [, instruction = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    return instruction === '' ? [] : [{ instruction, rest }];
  });
const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
const isSent = (path: string) => !ignored.some((entry) => path === entry || path.startsWith(`${entry}/`));

const image = mkdtempSync(join(tmpdir(), 'ns-image-'));
const context = join(image, 'context');
let app = '';
let entry: string[] = [];

beforeAll(() => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  for (const path of files.split('\n').filter((path) => path !== '' && isSent(path) && existsSync(join(root, path))))
    copy(join(root, path), join(context, path));

  let stage = '';
  const stages = new Map<string, string>();
  for (const { instruction, rest } of steps) {
    if (instruction === 'FROM') {
      stage = join(image, `stage-${stages.size}`);
      stages.set(/ AS (\w+)$/i.exec(rest)?.[1] ?? String(stages.size), join(stage, 'app'));
      mkdirSync(join(stage, 'app'), { recursive: true });
    } else if (instruction === 'COPY') {
      const [, from, list = ''] = /^(?:--from=(\w+) )?(.*)$/.exec(rest) ?? [];
      const [target = '', ...sources] = list.split(/\s+/).reverse();
      for (const source of sources) {
        const path = from === undefined ? join(context, source) : join(stages.get(from) ?? '', relative('/app', source));
        const into = join(stage, 'app', target);
        copy(path, target.endsWith('/') && !(source === '.') ? join(into, source.split('/').at(-1) ?? '') : into);
      }
    } else if (instruction === 'RUN' && rest.startsWith('npm ci')) {
      expect(rest).toBe('npm ci --omit=dev --ignore-scripts');
      linkProductionPackages(join(stage, 'app'));
    } else if (instruction === 'RUN' && rest.startsWith('node ')) {
      execFileSync('node', rest.split(' ').slice(1), { cwd: join(stage, 'app'), stdio: 'pipe' });
    } else if (instruction === 'ENTRYPOINT') entry = z.array(z.string()).parse(JSON.parse(rest));
  }
  app = join(stage, 'app');
});
afterAll(() => rmSync(image, { recursive: true, force: true }));

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  // Packages are links to the ones that are installed here, and stay that.
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

/** What the lockfile does not call `dev`. */
function linkProductionPackages(folder: string): void {
  const { packages } = z
    .object({ packages: z.record(z.string(), z.looseObject({ dev: z.boolean().default(false) })) })
    .parse(JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')));
  const installed = realpathSync(join(root, 'node_modules'));
  for (const [path, { dev }] of Object.entries(packages)) {
    const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path) ?? [];
    if (name === undefined || dev || !existsSync(join(installed, name))) continue;
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(join(installed, name), join(folder, 'node_modules', name));
  }
}

test('the image runs as nobody in particular, and holds what the migration job hands to Hasura but no sources, tests or secrets', () => {
  expect(steps.findLast(({ instruction }) => instruction === 'USER')?.rest).toBe('10001:10001');
  expect(readdirSync(app).sort()).toEqual(['adapters', 'deploy', 'dist', 'hasura', 'migrations', 'node_modules', 'package.json']);
  expect(readdirSync(join(app, 'migrations'))).toEqual(['default']);
  expect(readdirSync(join(app, 'hasura'))).toEqual(['metadata']);
  expect(readdirSync(join(app, 'deploy'))).toEqual(['policies']);
  expect(readdirSync(join(app, 'node_modules'))).not.toContain('vitest');
  expect(existsSync(join(context, 'deploy/compose/secrets'))).toBe(false);
});

test('what was built without development packages serves actions', async () => {
  const port = await freePort();
  const [program = '', ...args] = entry;
  const child = spawn(program, [...args, 'serve', 'actions', '--port', String(port)], {
    cwd: app,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      NORTHSTACK_GRAPHQL_URL: 'http://127.0.0.1:1/v1/graphql',
      HASURA_GRAPHQL_ADMIN_SECRET: 'of nobody',
      NORTHSTACK_WEBHOOK_SECRET: 'between hasura and us',
      NORTHSTACK_JWT_PRIVATE_KEY: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      NORTHSTACK_SECRET_KEYS: Buffer.alloc(32, 7).toString('base64url'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk));
  const ended = once(child, 'close');
  try {
    const status = async () => {
      if (child.exitCode !== null) throw new Error(said);
      return await fetch(`http://127.0.0.1:${port}/livez`).then(
        (answer) => answer.status,
        () => 0,
      );
    };
    expect(await eventually(status, (code) => code === 200)).toBe(200);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
});

test.each(['cli.js', 'edge.js'])('%s is in the image', (file) => expect(existsSync(join(app, 'dist', file))).toBe(true));
