import { Validator } from '@seriousme/openapi-schema-validator';
import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import type { RestEndpoint } from '../model/model.ts';
import { openApiDocument } from './open-api.ts';

const schema = buildSchema(`
  scalar uuid
  scalar timestamptz
  scalar jsonb
  scalar bigint
  enum color { red blue }
  type author { id: uuid! name: String born: timestamptz color: color! doc: jsonb views: bigint articles(limit: Int): [article!]! }
  type article { id: Int! title: String author: author }
  input author_bool_exp { _and: [author_bool_exp!] id: uuid }
  input article_insert_input { title: String author: author_insert_input }
  input author_insert_input { name: String articles: [article_insert_input!] }
  type query_root { author(where: author_bool_exp, limit: Int): [author!]! author_by_pk(id: uuid!): author }
  type mutation_root { insert_author_one(object: author_insert_input!): author }
  schema { query: query_root mutation: mutation_root }
`);
const endpoint = (url: string, methods: string[], query: string, comment: string | null = null): RestEndpoint => ({
  name: url,
  url,
  methods,
  query,
  comment,
});

const ENDPOINTS = [
  endpoint(
    'authors',
    ['GET', 'POST'],
    'query ($limit: Int, $where: author_bool_exp) { author(limit: $limit, where: $where) { ...a __typename } } fragment a on author { id color views articles { title author { name } } }',
    'All of them',
  ),
  endpoint('author/:id/of/:name', ['GET'], 'query ($id: uuid!) { one: author_by_pk(id: $id) { key: id born doc } }'),
  endpoint('author', ['PUT'], 'mutation ($object: author_insert_input!) { insert_author_one(object: $object) { id } }'),
  endpoint('author', ['DELETE'], 'query { gone { field } }'),
];

test('the document is valid OpenAPI 3.0', async () => {
  const document = openApiDocument(ENDPOINTS, schema);
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
});

test('parameters come from path and variables, answers from what is selected', () => {
  const { paths } = openApiDocument(ENDPOINTS, schema);
  expect(Object.keys(paths)).toEqual(['/api/rest/authors', '/api/rest/author/{id}/of/{name}', '/api/rest/author']);
  expect(Object.keys(paths['/api/rest/author'] ?? {})).toEqual(['put', 'delete']);
  expect(paths['/api/rest/authors']?.get).toMatchObject({
    summary: 'authors',
    description: expect.stringContaining('All of them'),
    parameters: [
      { name: 'x-hasura-admin-secret', in: 'header' },
      { name: 'limit', in: 'query', schema: { type: 'integer', nullable: true } },
    ],
    responses: {
      '200': {
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: {
                author: {
                  type: 'array',
                  nullable: false,
                  items: {
                    properties: {
                      id: { type: 'string', format: 'uuid', nullable: false },
                      color: { type: 'string', enum: ['red', 'blue'], nullable: false },
                      views: { title: 'bigint', nullable: true },
                      articles: { items: { properties: { author: { properties: { name: { type: 'string' } } } } } },
                      __typename: { type: 'string' },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  });
  expect(paths['/api/rest/authors']?.post).toMatchObject({
    requestBody: { content: { 'application/json': { schema: { properties: { limit: {}, where: { type: 'object' } } } } } },
  });
  expect(paths['/api/rest/author/{id}/of/{name}']?.get).toMatchObject({
    responses: {
      '200': {
        content: { 'application/json': { schema: { properties: { one: { properties: { key: {}, born: {}, doc: {} } } } } } },
      },
    },
  });
});
