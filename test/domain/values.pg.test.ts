/** The database's checks and the value objects in domain/ accept the same texts. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { cronExpression } from '../../domain/values/cron-expression.ts';
import { email } from '../../domain/values/email.ts';
import { gitDirectory } from '../../domain/values/git-directory.ts';
import { gitReference } from '../../domain/values/git-reference.ts';
import { gitUrl } from '../../domain/values/git-url.ts';
import { hostAndPort } from '../../domain/values/hostname.ts';
import { imageReference } from '../../domain/values/image-reference.ts';
import { namespace } from '../../domain/values/namespace.ts';
import { port } from '../../domain/values/port.ts';
import { resourceLimits } from '../../domain/values/resource-limits.ts';
import { slug } from '../../domain/values/slug.ts';
import { variableName } from '../../domain/values/variable-name.ts';
import { migratedDatabase } from '../support/migrated.ts';
import type { ScratchDatabase } from '../support/postgres.ts';

let database: ScratchDatabase;
beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

/** Texts near the border of what is allowed: pieces that matter, glued together. PostgreSQL's text has no NUL and no lone surrogates. */
const near = (...pieces: readonly string[]) =>
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 }), fc.string({ unit: 'binary', maxLength: 2 })), {
      maxLength: 6,
    })
    .map((parts) => parts.join(''))
    .filter((text) => !text.includes('\u0000'));

const cases: readonly [string, string, string, z.ZodType, fc.Arbitrary<string>][] = [
  ['services_slug_check', 'slug', 'text', slug, near('a', '-', '9', 'abc', 'A', 'a'.repeat(38))],
  ['projects_slug_check', 'slug', 'text', slug, near('a', '-', '9', 'abc', 'A', 'a'.repeat(38))],
  [
    'services_git_repository_check',
    'git_repository',
    'text',
    gitUrl,
    near('https://', 'file://', 'ssh://', 'git@', 'host', ':', '/', 'path.git', ' ', 'ext::', '-', '\t', '\u0085'),
  ],
  [
    'services_git_reference_check',
    'git_reference',
    'text',
    gitReference,
    near('main', '/', '-', ' ', '~', '[', '\\', '^', 'é', '\u00a0'),
  ],
  ['services_git_directory_check', 'git_directory', 'text', gitDirectory, near('.', '..', '/', 'apps', '-', '\\', ' ', '\n')],
  ['services_image_check', 'image', 'text', imageReference, near('nginx', ':', '@sha256:', '/', ' ', '-', 'A', '\u2003')],
  [
    'services_schedule_syntax_check',
    'schedule',
    'text',
    cronExpression,
    fc.oneof(
      fc
        .array(
          fc.constantFrom('*', '0', '5', '7', '12', '31', '59', '60', '1-5', '5-1', '*/5', '1-9/2', '3/2', '*/0', '1,2', ','),
          {
            minLength: 5,
            maxLength: 5,
          },
        )
        .map((fields) => fields.join(' ')),
      near('* * * * ', '* ', '*', '1', '-', '/', ',', ' '),
    ),
  ],
  ['git_connections_host_check', 'host', 'text', hostAndPort, near('a', 'b.c', '.', '-', ':', '8443', 'A', '_', 'a'.repeat(62))],
  ['registry_credentials_registry_check', 'registry', 'text', hostAndPort, near('a', 'b.c', '.', '-', ':', '8443', 'A', '_')],
  ['environments_namespace_check', 'namespace', 'text', namespace, near('a', '-', '9', 'kube-', 'default', 'A', 'a'.repeat(61))],
  ['secrets_key_check', 'key', 'text', variableName, near('A', 'b', '_', '9', '-', ' ', 'A'.repeat(126))],
  ['service_configs_port_check', 'port', 'integer', port, fc.integer({ min: -5, max: 70_000 }).map(String)],
];

test('limits of CPU and memory: the database and the value object agree', async () => {
  const rows = await database.sql(
    "select conname, pg_get_expr(conbin, conrelid) as expression from pg_constraint where conname in ('service_configs_cpu_check', 'service_configs_memory_check')",
  );
  const expressions = rows.map((r) => `(${r.expression})`).join(' and ');
  const numbers = fc.constantFrom(-1, 0, 1, 2, 100, 256_000, 256_001, 4_194_304, 4_194_305);
  const samples = fc.sample(fc.tuple(numbers, numbers, numbers, numbers), { numRuns: 1_000, seed: 42 });
  const accepted = await database.sql(
    `select (${expressions}) as ok from unnest($1::int[], $2::int[], $3::int[], $4::int[]) with ordinality
       as u(cpu_request_millicores, cpu_limit_millicores, memory_request_megabytes, memory_limit_megabytes, n) order by n`,
    [0, 1, 2, 3].map((i) => samples.map((s) => s[i])),
  );
  expect(accepted.map((r) => r.ok)).toEqual(
    samples.map(
      ([a, b, c, d]) =>
        resourceLimits.safeParse({ cpuMillicores: { request: a, limit: b }, memoryMegabytes: { request: c, limit: d } }).success,
    ),
  );
});

test('what the value object takes for an e-mail address the database takes too', async () => {
  const samples = fc.sample(fc.emailAddress(), { numRuns: 500, seed: 42 }).flatMap((text) => {
    const parsed = email.safeParse(text);
    return parsed.success ? [parsed.data] : [];
  });
  const [row] = await database.sql(
    "select pg_get_expr(conbin, conrelid) as expression from pg_constraint where conname = 'users_email_check'",
  );
  const refused = await database.sql(`select email from unnest($1::text[]) as u(email) where not (${row?.expression})`, [
    samples,
  ]);
  expect(refused).toEqual([]);
  expect(samples.length).toBeGreaterThan(100);
});

test.each(cases)('%s', async (constraint, column, type, schema, texts) => {
  const [row] = await database.sql('select pg_get_expr(conbin, conrelid) as expression from pg_constraint where conname = $1', [
    constraint,
  ]);
  const samples = fc.sample(texts, { numRuns: 3_000, seed: 42 });
  const rows = await database.sql(
    `select (${row?.expression}) as ok from unnest($1::${type}[]) with ordinality as u(${column}, n) order by n`,
    [samples],
  );
  const accepted = samples.filter((text) => schema.safeParse(type === 'integer' ? Number(text) : text).success);
  expect(samples.filter((_, i) => rows[i]?.ok === true)).toEqual(accepted);
  expect(accepted.length).toBeGreaterThan(10);
  expect(accepted.length).toBeLessThan(samples.length);
});
