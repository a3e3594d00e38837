/** Hostile requests: a clear error, in bounded time and memory. */
import { describe, expect, it } from 'vitest';
import { sessionOf } from '../../test/support/engine-model.ts';
import { library } from '../../test/support/library.ts';
import { EngineError } from '../error.ts';
import { createPlanner, DEFAULT_PLANNER_OPTIONS } from './planner.ts';

const planner = createPlanner();

function refusal(query: string, variables?: Record<string, unknown>): string {
  try {
    planner.plan(library, { query, variables: variables ?? null }, sessionOf('admin'));
  } catch (error) {
    if (error instanceof EngineError) return error.message;
    throw error;
  }
  return 'accepted';
}

const nested = (depth: number, open: string, inner: string, close: string) => open.repeat(depth) + inner + close.repeat(depth);
const many = (count: number, text: (i: number) => string) => Array.from({ length: count }, (_, i) => text(i)).join(' ');
const fragments = (count: number, text: (i: number) => string) =>
  many(count, (i) => `fragment f${i + 1} on author { ${text(i)} }`);

function nestedCondition(depth: number): unknown {
  let value: unknown = {};
  for (let i = 0; i < depth; i++) value = { _not: value };
  return value;
}

const whereVariable = 'query ($w: author_bool_exp) { author(where: $w) { id } }';
const tooMuch = 'the query has more than 20000 selections and conditions';
const tooDeep = /nested deeper than 500 levels/;

describe('refused', () => {
  const cases: [what: string, refusal: () => string, message: string | RegExp][] = [
    [
      'selections nested 10,000 deep',
      () => refusal(`{ author ${nested(10_000, '{ articles { author ', '{ id }', ' } }')} }`),
      tooDeep,
    ],
    ['a literal nested 10,000 deep', () => refusal(`{ author(where: ${nested(10_000, '{_not: ', '{}', '}')}) { id } }`), tooDeep],
    [
      'a variable nested 10,000 deep',
      () => refusal(whereVariable, { w: nestedCondition(10_000) }),
      'a value nests deeper than 500 levels',
    ],
    ['10 MB of brackets', () => refusal('{'.repeat(10_000_000)), tooDeep],
    ['10 MB of quotes', () => refusal('"'.repeat(10_000_000)), 'not a valid graphql query'],
    ['10 MB of an open string', () => refusal(`{ author(where: "${'\\"'.repeat(5_000_000)}`), 'not a valid graphql query'],
    [
      'more tokens than a request needs',
      () => refusal(`{ ${many(150_000, (i) => `a${i}: author`)} }`),
      /more than 300000 tokens/,
    ],
    ['100,000 equal fields', () => refusal(`{ author { ${'id '.repeat(100_000)} } }`), tooMuch],
    ['60,000 aliases', () => refusal(`{ author { ${many(60_000, (i) => `a${i}: id`)} } }`), tooMuch],
    [
      '2,000 root fields',
      () => refusal(`{ ${many(2_000, (i) => `a${i}: author { id }`)} }`),
      'the query has more than 1000 root fields',
    ],
    [
      'fragments that double 30 times',
      () => refusal(`{ author { ...f30 } } fragment f0 on author { id } ${fragments(30, (i) => `...f${i} ...f${i}`)}`),
      tooMuch,
    ],
    [
      'fragments that double under aliases',
      () =>
        refusal(
          `{ author { ...f20 } } fragment f0 on author { id } ${fragments(20, (i) => `a: articles { author { ...f${i} } } b: articles { author { ...f${i} } }`)}`,
        ),
      tooMuch,
    ],
    [
      'a chain of 20,000 fragments',
      () => refusal(`{ author { ...f20000 } } fragment f0 on author { id } ${fragments(20_000, (i) => `...f${i}`)}`),
      /selects deeper than 500 levels/,
    ],
    [
      '100,000 conditions',
      () => refusal(whereVariable, { w: { _or: Array.from({ length: 100_000 }, () => ({ id: { _eq: 1 } })) } }),
      tooMuch,
    ],
    [
      '40,000 variables too many',
      () => refusal('{ author { id } }', Object.fromEntries(Array.from({ length: 40_000 }, (_, i) => [`x${i}`, 1]))),
      /^unexpected variables in variableValues: x0, x1/,
    ],
    ['30,000 directives', () => refusal(`{ author ${'@include(if: true) '.repeat(30_000)} { id } }`), /used more than once/],
  ];
  for (const [what, run, message] of cases) {
    it(what, () => {
      const text = run();
      if (typeof message === 'string') expect(text).toBe(message);
      else expect(text).toMatch(message);
    });
  }
});

describe('accepted', () => {
  const cases: [what: string, run: () => string][] = [
    ['relationships 200 deep', () => refusal(`{ author ${nested(100, '{ articles { author ', '{ id }', ' } }')} }`)],
    ['a condition 400 deep', () => refusal(whereVariable, { w: nestedCondition(400) })],
    ['a string of 10 MB', () => refusal(`{ author(where: {name: {_eq: "${'x'.repeat(10_000_000)}"}}) { id } }`)],
    [
      'a list of 100,000 values',
      () =>
        refusal('query ($i: [Int!]!) { author(where: {id: {_in: $i}}) { id } }', {
          i: Array.from({ length: 100_000 }, (_, i) => i),
        }),
    ],
    [
      'a variable called like a member of every object',
      () => refusal('query ($__proto__: Int, $constructor: Int) { author(limit: $__proto__, offset: $constructor) { id } }', {}),
    ],
  ];
  for (const [what, run] of cases) it(what, () => expect(run()).toBe('accepted'));
});

it('texts beyond the size of the cache are let go', () => {
  const small = createPlanner({ ...DEFAULT_PLANNER_OPTIONS, cacheBytes: 1_000_000 });
  const plan = (i: number) => small.plan(library, { query: `query q${i} { author { id } }` }, sessionOf('admin')).plan;
  const first = plan(0);
  expect(plan(0)).toBe(first);
  for (let i = 1; i < 1_000; i++) plan(i);
  expect(plan(0)).not.toBe(first);
});
