/** Each setting that the server reads is listed, documented, and reaches both services in production. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { SETTINGS, unknownSettings } from '../../server/config/known-settings.ts';
import { settingsExample, settingsPage } from './settings-page.ts';

const root = join(import.meta.dirname, '../..');
const listed = Object.values(SETTINGS).flatMap((group) => Object.keys(group));

test('what the code reads is listed, and what is listed is read', () => {
  const files = execFileSync('git', ['ls-files', '--', 'server', 'cli'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('known-settings.ts'));
  const code = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  const read = new Set([...code.matchAll(/\b(?:NORTHSTACK|NATS|REDIS|LOKI|S3)_[A-Z0-9_]*[A-Z0-9]\b/g)].map(([name]) => name));
  expect([...read].filter((name) => !listed.includes(name)).sort()).toEqual([]);
  expect(listed.filter((name) => !read.has(name)).sort()).toEqual([]);
  expect(new Set(listed).size).toBe(listed.length);
});

test('docs/settings.md and the example for production name all of them', async () => {
  await expect(settingsPage()).toMatchFileSnapshot(join(root, 'docs/settings.md'));
  await expect(settingsExample()).toMatchFileSnapshot(join(root, 'deploy/settings.env.example'));
});

test('a name that nobody reads is told, and none of what others put into an environment', () => {
  const environment = {
    ...Object.fromEntries(listed.map((name) => [name, 'x'])),
    NORTHSTACK_BUILDR: 'coolify',
    PATH: '/bin',
    HASURA_GRAPHQL_ADMIN_SECRET: 's',
  };
  expect(unknownSettings(environment)).toEqual(['NORTHSTACK_BUILDR']);
});

const container = z.object({
  envFrom: z.array(z.record(z.string(), z.object({ name: z.string() }).loose().or(z.unknown()))),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() }).loose()),
});
const deployment = z.object({
  kind: z.literal('Deployment'),
  spec: z.object({ template: z.object({ spec: z.object({ containers: z.array(container), volumes: z.array(z.unknown()) }) }) }),
});

test.each(['actions', 'events'])('%s is given settings, secrets and files on Kubernetes and with Compose', (name) => {
  const found = parseAllDocuments(readFileSync(join(root, `deploy/kubernetes/base/${name}.yaml`), 'utf8'))
    .map((document) => deployment.safeParse(document.toJS()))
    .find(({ success }) => success)?.data;
  const { containers, volumes } = found?.spec.template.spec ?? { containers: [], volumes: [] };
  expect(containers[0]?.envFrom).toEqual([
    { secretRef: { name: 'northstack-services' } },
    { configMapRef: { name: 'northstack-settings', optional: true } },
  ]);
  expect(containers[0]?.volumeMounts).toContainEqual({ name: 'files', mountPath: '/etc/northstack', readOnly: true });
  expect(volumes).toContainEqual({ name: 'files', secret: { secretName: 'northstack-files', optional: true, defaultMode: 288 } });
  const compose = z
    .object({
      services: z.record(
        z.string(),
        z.object({ env_file: z.array(z.string()).optional(), volumes: z.array(z.string()).optional() }).loose(),
      ),
    })
    .parse(parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }));
  expect(compose.services[name]?.env_file).toContain('deploy/compose/secrets/services.env');
  expect(compose.services[name]?.volumes).toContain('./deploy/compose/secrets/files:/etc/northstack:ro');
});
