import { expect, test } from 'vitest';
import { scratchDatabase } from '../../test/support/postgres.ts';

test('the embedded cluster is PostgreSQL 15 in UTC', async () => {
  await using db = await scratchDatabase();
  const [row] = await db.sql(`select current_setting('server_version') as version, current_setting('TimeZone') as zone`);
  expect(row?.version).toMatch(/^15\./);
  expect(row?.zone).toBe('UTC');
});
