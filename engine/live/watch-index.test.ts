import { expect, test } from 'vitest';
import { readChange } from './change.ts';
import { WatchIndex } from './watch-index.ts';

const T = '"public"."t"';
const woken = (index: WatchIndex<string>, payload: unknown) => {
  const change = readChange(JSON.stringify(payload));
  return change ? [...new Set(index.affectedBy(change))].sort() : null;
};

test('a change wakes those who watch its rows, its table, or cannot tell', () => {
  const index = new WatchIndex<string>();
  index.add('row 1', [{ table: T, columns: ['id'], values: ['1'] }]);
  index.add('row 2', [{ table: T, columns: ['id'], values: ['2'] }]);
  index.add('of owner a', [{ table: T, columns: ['owner'], values: ['a'] }]);
  index.add('row 1 of a', [{ table: T, columns: ['id', 'owner'], values: ['1', 'a'] }]);
  index.add('table', [{ table: T, columns: [], values: [] }]);
  index.add('other table', [{ table: '"public"."u"', columns: [], values: [] }]);
  const change = { t: T, c: ['id', 'owner'], r: [['1', 'b']] };
  expect(woken(index, change)).toEqual(['row 1', 'table']);
  expect(
    woken(index, {
      ...change,
      r: [
        ['1', 'a'],
        ['3', null],
      ],
    }),
  ).toEqual(['of owner a', 'row 1', 'row 1 of a', 'table']);
  expect(woken(index, { t: T, c: ['id'], r: [['3']] })).toEqual(['of owner a', 'row 1 of a', 'table']);
  expect(woken(index, { t: T })).toEqual(['of owner a', 'row 1', 'row 1 of a', 'row 2', 'table']);
  expect(woken(index, { t: '"x"."y"' })).toEqual([]);
});

test('who has left is not woken, and leaves nothing behind', () => {
  const index = new WatchIndex<string>();
  const watches = [
    { table: T, columns: ['id'], values: ['1'] },
    { table: T, columns: [], values: [] },
  ];
  index.add('a', watches);
  index.add('b', watches);
  index.remove('a', watches);
  expect(woken(index, { t: T })).toEqual(['b']);
  index.remove('b', watches);
  expect([...index.watchedTables]).toEqual([]);
});

test('texts that look alike are told apart', () => {
  const index = new WatchIndex<string>();
  index.add('pair', [{ table: T, columns: ['a', 'b'], values: ['1', '2'] }]);
  index.add('json', [{ table: T, columns: ['a'], values: ['["1","2"]'] }]);
  expect(woken(index, { t: T, c: ['a'], r: [['["1","2"]']] })).toEqual(['json', 'pair']);
  expect(woken(index, { t: T, c: ['a', 'b'], r: [['1', '2']] })).toEqual(['pair']);
});

test('what is not ours is no change', () => {
  for (const payload of ['', 'null', '{}', '{"t":1}', '{"t":"a","r":3}']) expect(readChange(payload)).toBeNull();
});
