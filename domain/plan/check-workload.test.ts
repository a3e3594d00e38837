import { expect, test } from 'vitest';
import type { DesiredWorkload } from '../ports/app-runtime.ts';
import { checkWorkload } from './check-workload.ts';

const named = { id: 'i', slug: 's' };
const stateful: DesiredWorkload = {
  instanceId: 'i',
  placement: {
    organization: named,
    project: named,
    environment: named,
    service: named,
    cluster: null,
    namespace: 'n',
    quota: { cpuMillicores: null, memoryMegabytes: null, storageGigabytes: null },
  },
  revision: 'one',
  type: 'stateful',
  artifact: { kind: 'image', reference: 'redis:7', digest: 'sha256:0', framework: 'image', processes: {} },
  pullCredential: null,
  command: null,
  environment: {},
  secretNames: [],
  replicas: 1,
  generation: 1,
  hostnames: [],
  volume: { path: '/data', gigabytes: 1 },
  port: 6379,
  healthPath: null,
  healthTimeoutMs: 1,
  stopTimeoutMs: 1,
  resources: { cpuMillicores: null, memoryMegabytes: null },
};

const volume = (path: string, gigabytes = 1): Partial<DesiredWorkload> => ({ volume: { path, gigabytes } });

test.each<Partial<DesiredWorkload>>([
  {},
  { replicas: 0 },
  volume('/d'),
  volume('/var/lib/rabbitmq'),
  volume('/.hidden/a..b/c.', 65_536),
])('what is stateful with %o can run', (changes) => {
  expect(() => checkWorkload({ ...stateful, ...changes })).not.toThrow();
});

test.each<[Partial<DesiredWorkload>, string]>([
  [{ replicas: 2 }, 'stateful-one-replica'],
  [{ scaling: { most: 1, cpuPercent: 50, memoryPercent: null } }, 'stateful-one-replica'],
  [{ port: null }, 'stateful-needs-port'],
  [{ type: 'web' }, 'invalid-volume'],
  [{ type: 'worker' }, 'invalid-volume'],
  ...[
    'data',
    '',
    '/',
    '/data/',
    '//data',
    '/a//b',
    '/..',
    '/../etc',
    '/a/..',
    '/a/./b',
    '/.',
    '/a b',
    '/a:b',
    '/a,b',
    '/a\0b',
  ].map((path): [Partial<DesiredWorkload>, string] => [volume(path), 'invalid-volume']),
  [volume(`/${'a'.repeat(255)}`), 'invalid-volume'],
  ...[0, -1, 1.5, 65_537, Number.NaN].map((gigabytes): [Partial<DesiredWorkload>, string] => [
    volume('/data', gigabytes),
    'invalid-volume',
  ]),
])('what is stateful with %o is refused', (changes, code) => {
  expect(() => checkWorkload({ ...stateful, ...changes })).toThrow(expect.objectContaining({ kind: 'reject', code }));
});

test('what is stateful without a volume is refused', () => {
  const { volume: _, ...without } = stateful;
  expect(() => checkWorkload(without)).toThrow(expect.objectContaining({ kind: 'reject', code: 'invalid-volume' }));
});
