import { expect, test } from 'vitest';
import { EngineError, toGraphqlError } from '../error.ts';
import { PostgresError, toEngineError } from './postgres-error.ts';

const told = (code: string, message: string) => {
  const error = toEngineError(
    new PostgresError(
      new Map([
        ['C', code],
        ['M', message],
      ]),
      0,
    ),
    { path: '$.p' },
  );
  return error instanceof EngineError ? [error.code, error.message, error.path] : error;
};

test.each([
  ['23505', 'constraint-violation', 'Uniqueness violation. m'],
  ['23503', 'constraint-violation', 'Foreign key violation. m'],
  ['23502', 'constraint-violation', 'Not-NULL violation. m'],
  ['23514', 'permission-error', 'Check constraint violation. m'],
  ['23P01', 'constraint-violation', 'Exclusion violation. m'],
  ['23001', 'constraint-violation', 'Can not delete or update due to data being referred. m'],
  ['22P02', 'data-exception', 'm'],
  ['22025', 'bad-request', 'm'],
  ['42601', 'unexpected', 'database query error'],
  ['42704', 'constraint-error', 'm'],
  ['42P10', 'constraint-error', 'there is no unique or exclusion constraint on target column(s)'],
  ['40001', 'concurrent-update', 'serialization failure due to concurrent update'],
  ['P0001', 'unexpected', 'database query error'],
  ['42883', 'unexpected', 'database query error'],
])('%s is told as %s', (sqlstate, code, message) => {
  expect(told(sqlstate, 'm')).toEqual([code, message, '$.p']);
});

test('what PostgreSQL said of an unexpected error is for those who may see internals', () => {
  const error = toEngineError(
    new PostgresError(
      new Map([
        ['C', 'P0001'],
        ['M', 'raised'],
      ]),
      0,
    ),
    {
      statement: { text: 'select f($1)', values: ['x'] },
    },
  );
  if (!(error instanceof EngineError)) throw error;
  expect(JSON.stringify(toGraphqlError(error, false))).not.toContain('raised');
  expect(toGraphqlError(error, true).extensions).toMatchObject({
    internal: { statement: 'select f($1)', error: { message: 'raised', status_code: 'P0001' } },
  });
});
