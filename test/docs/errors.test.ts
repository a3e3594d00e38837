/** docs/errors.md lists every code that a caller can be answered with, and none says anything internal. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explainRefusal, RULES } from '../../domain/errors/explain-refusal.ts';
import { errorsPage, knownFaults } from './errors-page.ts';

const FILE = join(import.meta.dirname, '../../docs/errors.md');

test('the page is what the sources say', async () => {
  const page = await errorsPage();
  // `vitest -u` writes it anew, as it does with snapshots.
  if (expect.getState().snapshotState.snapshotUpdateState === 'all') await writeFile(FILE, page);
  expect(await readFile(FILE, 'utf8'), 'npx vitest run --project unit test/docs -u').toBe(page);
});

test('codes are lowercase words, and what is said is a sentence without our innards', async () => {
  const said = [...(await knownFaults()).map((f) => [f.code, f.text]), ...RULES.map(([, code, text]) => [code, text])];
  for (const [code, text] of said) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(text).toMatch(/[.!?…]$/);
    expect(text).not.toMatch(/select |insert into|_fkey|_check|stack|undefined|ECONN|postgres error/i);
  }
});

test.each([
  ['Uniqueness violation. duplicate key value violates unique constraint "services_slug_key"', 'slug-taken'],
  ['Check constraint violation. new row for relation "projects" violates check constraint "projects_slug_check"', 'invalid-slug'],
  ['Foreign key violation. project "4711" does not exist', 'project-not-found'],
  ['Check constraint violation. being_deleted: the service is being deleted', 'being-deleted'],
  ['Check constraint violation. last_owner: an organization keeps at least one owner', 'last-owner'],
  ['insert or update on table "services" violates foreign key constraint "services_type_fkey"', 'invalid-value'],
])('%s is %s', (text, code) => expect(explainRefusal(text)?.code).toBe(code));

test('what no rule knows stays what it is', () => expect(explainRefusal('connection refused')).toBeNull());
