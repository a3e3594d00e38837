/**
 * A database on which every batch is taken back when it is answered, so that each starts from the same rows; before that, it is
 * looked for rows that were not the caller's to change and have changed.
 */
import type { Connection, Database } from '../../engine/database/database.ts';
import { CALLER } from './forum.ts';

/** `writer` may not change `t`: a row with these values, as the other tables are now. */
const IS_HIDDEN: Readonly<Record<string, string>> = {
  org: 'true',
  member: 'true',
  mood: 'true',
  author: `not exists (select from member m where m.org_id = t.org_id and m.user_id = ${CALLER['x-hasura-user-id']})`,
  article: `t.author_id <> ${CALLER['x-hasura-author-id']}`,
  comment: `t.is_flagged or not exists (select from article a where a.id = t.article_id and a.is_published)`,
};

export function takenBack(database: Database, onHarm: (row: string) => void): Database {
  return {
    ...database,
    batch: async (statements) => {
      let results: Awaited<ReturnType<Connection['batch']>> = [];
      await database
        .transaction({}, async (connection) => {
          const before = await hiddenRows(connection);
          results = await connection.batch(statements);
          for (const row of await changedRows(connection, before)) onHarm(row);
          throw TAKE_BACK;
        })
        .catch((error: unknown) => {
          if (error !== TAKE_BACK) throw error;
        });
      return results;
    },
  };
}

const TAKE_BACK = new Error('taken back');

type Rows = ReadonlyMap<string, string>;

/** A JSON list a table. */
async function hiddenRows(connection: Connection): Promise<Rows> {
  const columns = Object.entries(IS_HIDDEN).map(
    ([table, isHidden]) => `(select coalesce(json_agg(t), '[]') from ${table} t where ${isHidden})::text as ${table}`,
  );
  const [row = {}] = await connection.query({ text: `select ${columns.join(', ')}` });
  return new Map(Object.keys(IS_HIDDEN).map((table) => [table, row[table] ?? '[]']));
}

/** A row that has become the caller's to change on the way (he has published its article) may have been changed. */
async function changedRows(connection: Connection, before: Rows): Promise<readonly string[]> {
  const parts = [...before.keys()].map(
    (table, i) => `select '${table} ' || t::text as row from json_populate_recordset(null::${table}, $${i + 1}::json) t
      where (${IS_HIDDEN[table]}) and not exists (select from ${table} now where now::text = t::text)`,
  );
  const rows = await connection.query({ text: parts.join(' union all '), values: [...before.values()] });
  return rows.map((row) => row.row ?? '');
}
