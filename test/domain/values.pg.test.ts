/** The database's checks and the value objects in domain/ accept the same texts. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { gitDirectory } from '../../domain/values/git-directory.ts';
import { gitReference } from '../../domain/values/git-reference.ts';
import { gitUrl } from '../../domain/values/git-url.ts';
import { imageReference } from '../../domain/values/image-reference.ts';
import { port } from '../../domain/values/port.ts';
import { slug } from '../../domain/values/slug.ts';
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
  ['service_configs_port_check', 'port', 'integer', port, fc.integer({ min: -5, max: 70_000 }).map(String)],
];

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
