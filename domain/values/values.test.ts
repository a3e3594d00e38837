/** What the value objects accept and refuse. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { cronExpression } from './cron-expression.ts';
import { customDomain } from './custom-domain.ts';
import { email } from './email.ts';
import { gitDirectory } from './git-directory.ts';
import { gitReference } from './git-reference.ts';
import { gitUrl } from './git-url.ts';
import { hostAndPort, hostname } from './hostname.ts';
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
    [
      '',
      'https://me:pw@h/p',
      'https://token@h/p',
      'ssh://git:pw@h/p',
      'ext::sh -c id',
      '--upload-pack=x',
      '-x@h:p',
      'ftp://h/p',
      '/srv/r',
      'https://h/a b',
    ],
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
  [
    'cron expression',
    cronExpression,
    ['* * * * *', '0 0 1 1 0', '*/5 4-6,8 1-31/2 12 7', '59 23 31 12 0'],
    [
      '',
      '* * * *',
      '* * * * * *',
      '60 * * * *',
      '* 24 * * *',
      '* * 0 * *',
      '* * * 13 *',
      '5-1 * * * *',
      '5/2 * * * *',
      '*/0 * * * *',
      'a * * * *',
      '@daily',
    ],
  ],
  [
    'hostname',
    hostname,
    ['a', 'a.b-c.d', `${'a'.repeat(63)}.de`],
    ['', '-a', 'a.', '.a', 'a..b', 'A', 'a_b', 'a'.repeat(64), 'a:1'],
  ],
  [
    'custom domain',
    customDomain,
    ['example.com', 'a.b-c.example', 'WWW.Example.COM', 'münchen.example', ' x.example.com '],
    [
      ...['', 'localhost', 'example', 'web.shop.localhost', 'printer.local', 'x.internal', '10.0.0.1', '1.2', '[::1]', '0x7f.1'],
      ...[
        'https://example.com',
        'example.com:443',
        'example.com/path',
        '*.example.com',
        'example.com.',
        '-a.example.com',
        'a..b',
      ],
      ...['a_b.example.com', 'user@example.com', `${'a.'.repeat(126)}example`, `${'a'.repeat(64)}.com`, 'a b.com', 'a%2e.com'],
    ],
  ],
  ['host and port', hostAndPort, ['a', 'a.b:8443'], ['a:', 'a:b', ':1', 'a:123456']],
  ['variables', variables, [{}, { A_1: '' }], [{ A: 1 }, { '1A': 'x' }, { 'A B': 'x' }]],
];

describe.each(cases)('%s', (_name, schema, accepted, refused) => {
  test.each(accepted.map((v) => [v]))('accepts %j', (value) => expect(schema.safeParse(value).success).toBe(true));
  test.each(refused.map((v) => [v]))('refuses %j', (value) => expect(schema.safeParse(value).success).toBe(false));
});

/** Each value object, told what to build valid texts from; what it accepts it gives back, and accepts again. */
const properties: readonly [string, z.ZodType, fc.Arbitrary<unknown>][] = [
  ['email', email, fc.emailAddress().filter((text) => !/["[]/.test(text))],
  ['slug', slug, fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/)],
  ['port', port, fc.integer({ min: 1, max: 65_535 })],
  [
    'namespace',
    namespace,
    fc.stringMatching(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/).filter((n) => !n.startsWith('kube-') && n !== 'default'),
  ],
  ['image', imageReference, fc.tuple(fc.domain(), fc.stringMatching(/^[a-z0-9]{1,9}$/)).map(([d, n]) => `${d}/${n}:1`)],
  ['git url', gitUrl, fc.webUrl({ validSchemes: ['https', 'http'] }).filter((u) => !/^https?:\/\/[^/]*@/.test(u))],
  ['hostname', hostname, fc.domain().filter((d) => d === d.toLowerCase())],
  [
    'cron expression',
    cronExpression,
    fc
      .tuple(
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 1, max: 31 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 7 }),
      )
      .map((fields) => fields.join(' ')),
  ],
  [
    'resource limits',
    resourceLimits,
    fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 1000 })).map(([request, more]) => ({
      cpuMillicores: pair(request, request + more),
      memoryMegabytes: pair(request, request + more),
    })),
  ],
];

test.each(properties)('%s accepts what is built by its rule, and what it gives it accepts again', (_name, schema, valid) => {
  fc.assert(
    fc.property(valid, (value) => {
      const once = schema.parse(value);
      expect(schema.parse(once)).toEqual(once);
    }),
  );
});

test.each(cases.filter(([name]) => name !== 'variables'))('%s never throws, whatever it is given', (_name, schema) => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(typeof schema.safeParse(value).success).toBe('boolean');
    }),
  );
});

test('a limit below the request is refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 1000 }), fc.integer({ min: 1, max: 999 }), (request, less) => {
      fc.pre(less < request);
      const ok = pair(1, 1);
      expect(resourceLimits.safeParse({ cpuMillicores: pair(request, less), memoryMegabytes: ok }).success).toBe(false);
      expect(resourceLimits.safeParse({ cpuMillicores: ok, memoryMegabytes: pair(request, less) }).success).toBe(false);
    }),
  );
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

test('a custom domain is kept as DNS knows it', () => {
  expect(customDomain.parse('WWW.München.Example')).toBe('www.xn--mnchen-3ya.example');
});
