/** What the value objects accept and refuse. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { email } from './email.ts';
import { gitDirectory } from './git-directory.ts';
import { gitReference } from './git-reference.ts';
import { gitUrl } from './git-url.ts';
import { imageReference } from './image-reference.ts';
import { namespace } from './namespace.ts';
import { port } from './port.ts';
import { resourceLimits } from './resource-limits.ts';
import { slug } from './slug.ts';
import { variables } from './variables.ts';

const pair = (request: number, limit: number) => ({ request, limit });
const cases: readonly [string, z.ZodType, readonly unknown[], readonly unknown[]][] = [
  [
    'email',
    email,
    ['a@b', 'A.b+c@Example.com', "o'neil@x.io"],
    ['', 'a', '@b', 'a@', 'a b@c', 'a@b..c', '.a@b', `${'a'.repeat(250)}@b.de`],
  ],
  ['slug', slug, ['a', 'a-b', '9', 'a'.repeat(40)], ['', '-a', 'a-', 'A', 'a_b', 'a'.repeat(41), 'ä']],
  ['port', port, [1, 80, 65535], [0, 65536, 1.5, '80', -1]],
  ['namespace', namespace, ['shop', 'a'.repeat(63)], ['kube-system', 'default', 'A', 'a.b', 'a'.repeat(64)]],
  [
    'git url',
    gitUrl,
    ['https://h/p.git', 'ssh://git@h/p', 'git@h:p/q.git', 'file:///srv/r', 'http://h/p'],
    ['', 'ext::sh -c id', '--upload-pack=x', '-x@h:p', 'ftp://h/p', '/srv/r', 'https://h/a b'],
  ],
  ['git reference', gitReference, ['main', 'v1.2', 'feature/x', 'a'.repeat(40)], ['', '-x', 'a b', 'a..b:c', 'a~1', 'a^', 'x\n']],
  ['git directory', gitDirectory, ['.', 'apps/web', 'a b'], ['', '/etc', '../x', 'a/../b', '-x', 'a\\b']],
  ['image', imageReference, ['nginx', 'ghcr.io/a/b:1', 'a@sha256:00'], ['', '-x', 'a b', 'UPPER:1']],
  [
    'resource limits',
    resourceLimits,
    [{ cpuMillicores: pair(100, 100), memoryMegabytes: pair(64, 128) }],
    [
      { cpuMillicores: pair(200, 100), memoryMegabytes: pair(64, 128) },
      { cpuMillicores: pair(0, 100), memoryMegabytes: pair(1, 1) },
    ],
  ],
  ['variables', variables, [{}, { A_1: '' }], [{ A: 1 }, { '1A': 'x' }, { 'A B': 'x' }]],
];

describe.each(cases)('%s', (_name, schema, accepted, refused) => {
  test.each(accepted.map((v) => [v]))('accepts %j', (value) => expect(schema.safeParse(value).success).toBe(true));
  test.each(refused.map((v) => [v]))('refuses %j', (value) => expect(schema.safeParse(value).success).toBe(false));
});

test('a service slug and an environment slug joined by a hyphen stay a DNS label', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/),
      fc.stringMatching(/^[a-z0-9]{1,20}$/),
      (service, environment) => {
        expect(slug.parse(service)).toBe(service);
        expect(`${service}-${environment}`).toMatch(/^[a-z0-9-]{1,63}$/);
      },
    ),
  );
});
