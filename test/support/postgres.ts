/** A scratch database of the run's cluster for one test file, dropped when disposed. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface ScratchDatabase extends AsyncDisposable {
  readonly url: string;
  /** Runs SQL text (several statements allowed) and returns the rows of the last one. */
  sql(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
}

/** Creates a database, as a clone of `template` when one is named (a database nobody is connected to). */
export async function scratchDatabase(options: { template?: string; sql?: string } = {}): Promise<ScratchDatabase> {
  const base = new URL(inject('postgresUrl'));
  const name = `t_${randomBytes(6).toString('hex')}`;
  await once(base.href, `create database ${name}${options.template ? ` template ${options.template}` : ''}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 4 });
  pool.on('error', () => {});
  if (options.sql) await pool.query(options.sql);
  return {
    url: url.href,
    sql: async (text, values) => {
      const result = await pool.query(text, values);
      return (Array.isArray(result) ? result.at(-1) : result).rows;
    },
    [Symbol.asyncDispose]: async () => {
      await pool.end();
      await once(base.href, `drop database if exists ${name} with (force)`);
    },
  };
}

async function once(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
