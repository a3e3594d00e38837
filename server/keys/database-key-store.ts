/** Signing keys read and added with SQL: where the database is ours, they are known before the engine starts. */
import pg from 'pg';
import { z } from 'zod';
import type { SigningKeyStore } from '../../actions/index.ts';
import { retryTransaction } from '../retry-transaction.ts';

const row = z.object({
  generation: z.int(),
  keyId: z.string(),
  activeAt: z.coerce.number(),
  retiredAt: z.coerce.number().nullable(),
});

export function databaseKeyStore(databaseUrl: string): SigningKeyStore {
  const query = async (text: string, values: unknown[]): Promise<unknown[]> => {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'northstack-keys',
      connectionTimeoutMillis: 10_000,
    });
    client.on('error', () => {});
    await client.connect();
    try {
      const { rows } = await retryTransaction(() => client.query(text, values));
      return rows;
    } finally {
      await client.end();
    }
  };
  return {
    load: async () =>
      row.array().parse(
        await query(
          `select generation, key_id as "keyId", extract(epoch from active_at) * 1000 as "activeAt",
             extract(epoch from retired_at) * 1000 as "retiredAt" from public.signing_keys`,
          [],
        ),
      ),
    add: (key) =>
      query(
        `insert into public.signing_keys (generation, key_id, public_jwk, active_at)
         values ($1, $2, $3, to_timestamp($4::double precision / 1000)) on conflict do nothing`,
        [key.generation, key.keyId, JSON.stringify(key.publicJwk), key.activeAt],
      ),
  };
}
