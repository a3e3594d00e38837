import { expect, it } from 'vitest';
import { normaliseQuery } from './allowlist.ts';
import { parseDocument, selectOperation } from './document.ts';
import { measureOperation } from './measure.ts';

function measure(query: string) {
  const document = parseDocument(query);
  return measureOperation(selectOperation(document, null), document.fragments);
}

it('fields count, and fields within fields make the depth', () => {
  expect(measure('{ author { id } }')).toEqual({ depth: 2, nodes: 2 });
  expect(measure('{ a: author { id articles { id title } } b: author { id } }')).toEqual({ depth: 3, nodes: 7 });
});

it('fragments count where they are spread, without being followed twice', () => {
  expect(measure('{ author { ...f ... on author { id } } } fragment f on author { articles { id } }')).toEqual({
    depth: 3,
    nodes: 4,
  });
  const doubling = Array.from({ length: 40 }, (_, i) => `fragment f${i + 1} on author { ...f${i} ...f${i} }`).join(' ');
  expect(measure(`{ author { ...f40 } } fragment f0 on author { id } ${doubling}`)).toEqual({ depth: 2, nodes: 1 + 2 ** 40 });
});

it('equal queries for an allow list differ in white space, comments and __typename only', () => {
  const listed = normaliseQuery('query q($id: Int!) { author_by_pk(id: $id) { id name } }');
  expect(normaliseQuery('query q ( $id : Int! ) {\n # c\n author_by_pk(id:$id){__typename id,name} __typename }')).toBe(listed);
  expect(normaliseQuery('query q($id: Int!) { author_by_pk(id: $id) { name id } }')).not.toBe(listed);
  expect(normaliseQuery('query r($id: Int!) { author_by_pk(id: $id) { id name } }')).not.toBe(listed);
});
