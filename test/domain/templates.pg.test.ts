/** What the marketplace offers can be read as a northstack.yaml. */
import { expect, test } from 'vitest';
import { configFile } from '../../domain/config/schema.ts';
import { migratedDatabase } from '../support/migrated.ts';

test('every template is a valid configuration', async () => {
  await using database = await migratedDatabase();
  const rows = await database.sql('select slug, manifest from templates');
  expect(rows.length).toBeGreaterThan(0);
  for (const { slug, manifest } of rows) expect([slug, configFile.safeParse(manifest).error?.issues]).toEqual([slug, undefined]);
});
