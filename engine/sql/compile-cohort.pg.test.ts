import { afterAll, beforeAll, expect, test } from 'vitest';
import { columnOf, compare, field, INT, listOf, select, TEXT } from '../../test/support/plan-building.ts';
import { type ScratchDatabase, scratchDatabase } from '../../test/support/postgres.ts';
import { tableKey } from '../catalog/catalog.ts';
import { TRUE, type Value } from '../model/condition.ts';
import type { StreamPlan } from '../plan/operation-plan.ts';
import { compileLiveCohort, compileStreamCohort } from './compile-cohort.ts';

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase({
    sql: `create table message (id int primary key, room int, body text);
      insert into message select i, i % 2, 'm' || i from generate_series(1, 6) i`,
  });
});
afterAll(() => scratch[Symbol.asyncDispose]());

const MESSAGE = tableKey('public', 'message');
const id = columnOf('id', INT);
const room: Value = { kind: 'session', name: 'x-hasura-room', type: INT };
const inRoom = compare('eq', columnOf('room', INT), room);
const options = { stringifyNumeric: false };

test('each caller is answered by its own values, and a value used twice is passed once', async () => {
  const { text, parameters } = compileLiveCohort(
    select(MESSAGE, {
      where: { kind: 'and', of: [inRoom, compare('gte', id, room), compare('in', id, listOf(['1', '2', '3'], INT))] },
      orderBy: [{ by: { kind: 'value', operand: id, mask: null }, direction: 'asc', nulls: 'last' }],
      fields: [field('id', id)],
    }),
    options,
  );
  expect(parameters).toHaveLength(2);
  const rows = await scratch.sql(text, ['{0,1,7}', '{"{1,2,3}","{1,2,3,5}","{1}"}']);
  expect(rows.map((r) => [Number(r.n), JSON.parse(String(r.result))])).toEqual([
    [1, [{ id: 2 }]],
    [2, [{ id: 1 }, { id: 3 }, { id: 5 }]],
    [3, []],
  ]);
});

test('without values every caller gets the same', async () => {
  const { text, parameters } = compileLiveCohort(select(MESSAGE, { shape: 'aggregate', aggregate: [] }), options);
  expect(parameters).toEqual([]);
  expect(await scratch.sql(text, ['{NULL,NULL}'])).toHaveLength(2);
});

const streamOf = (direction: 'asc' | 'desc', initial: Value): StreamPlan => ({
  table: MESSAGE,
  where: { kind: 'and', of: [inRoom, compare('neq', id, { ...initial })] },
  cursor: { column: id, direction, initial },
  batchSize: 2,
  fields: [field('body', columnOf('body', TEXT))],
});

test('a stream goes on after its cursor, each caller at its own place', async () => {
  const initial: Value = { kind: 'variable', path: ['from'], type: INT };
  const { text, parameters, cursor } = compileStreamCohort(streamOf('asc', initial), options);
  expect(parameters.map((p) => p === initial)).toEqual(parameters.map((_, i) => i === cursor));
  const values = parameters.map((_, i) => (i === cursor ? '{0,3,6}' : '{1,1,1}'));
  const rows = await scratch.sql(text, values);
  expect(rows.map((r) => [JSON.parse(String(r.result)), r.cursor])).toEqual([
    [[{ body: 'm3' }, { body: 'm5' }], '5'],
    [[{ body: 'm5' }], '5'],
    [[], null],
  ]);
});

test('a descending stream goes down', async () => {
  const initial: Value = { kind: 'variable', path: ['from'], type: INT };
  const { text, parameters, cursor } = compileStreamCohort({ ...streamOf('desc', initial), where: TRUE }, options);
  const rows = await scratch.sql(
    text,
    parameters.map((_, i) => (i === cursor ? '{4}' : '{0}')),
  );
  expect(rows.map((r) => [JSON.parse(String(r.result)), r.cursor])).toEqual([[[{ body: 'm3' }, { body: 'm2' }], '2']]);
});
