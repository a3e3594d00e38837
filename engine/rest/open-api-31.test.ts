import { Validator } from '@seriousme/openapi-schema-validator';
import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import type { RestEndpoint } from '../model/model.ts';
import { openApi31 } from './open-api-31.ts';

const schema = buildSchema(`
  scalar uuid
  scalar timestamptz
  enum color { red blue }
  type author { """Who it is.""" id: uuid! name: String born: timestamptz color: color! articles(limit: Int): [article!]! }
  type article { id: Int! title: String author: author }
  input String_comparison_exp { _eq: String _in: [String!] }
  input author_bool_exp { _and: [author_bool_exp!] name: String_comparison_exp articles: article_bool_exp }
  input article_bool_exp { title: String_comparison_exp author: author_bool_exp }
  input author_insert_input { """Their name.""" name: String! color: color }
  type query_root { author(where: author_bool_exp, limit: Int): [author!]! author_by_pk(id: uuid!): author }
  type mutation_root { insert_author_one(object: author_insert_input!): author }
  schema { query: query_root mutation: mutation_root }
`);
const endpoint = (name: string, url: string, method: string, query: string, comment: string | null = null): RestEndpoint => ({
  name,
  url,
  methods: [method],
  query,
  comment,
});

const ENDPOINTS = [
  endpoint(
    'list',
    'v1/authors',
    'GET',
    'query ($limit: Int = 50, $name: String) { author(limit: $limit, where: { name: { _eq: $name } }) { id color articles { title } } }',
    'All authors. Newest first.',
  ),
  endpoint('search', 'v1/authors/search', 'POST', 'query ($where: author_bool_exp = {}) { author(where: $where) { id } }'),
  endpoint(
    'get',
    'v1/authors/:id',
    'GET',
    'query ($id: uuid!) { one: author_by_pk(id: $id) { ...a } } fragment a on author { id born }',
  ),
  endpoint(
    'create',
    'v1/authors',
    'POST',
    'mutation ($object: author_insert_input!) { author: insert_author_one(object: $object) { id } }',
  ),
  endpoint('forbidden', 'v1/forbidden', 'GET', 'query { secret { id } }'),
];

const asHasura = { hasProblems: false, repeatsOf: () => false };

test.each([
  ['as Hasura fails', asHasura],
  ['with problems and keys', { hasProblems: true, repeatsOf: () => true }],
])('the document is valid OpenAPI 3.1, and leaves out what the role may not ask: %s', async (_, traits) => {
  const document = openApi31(ENDPOINTS, schema, traits);
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(Object.keys(document.paths)).toEqual([
    '/api/rest/v1/authors',
    '/api/rest/v1/authors/search',
    '/api/rest/v1/authors/{id}',
  ]);
  expect(document.tags).toEqual([{ name: 'authors' }]);
});

test('failures are told in the form that they have, and a key where it is honoured', () => {
  const plain = openApi31(ENDPOINTS, schema, asHasura);
  expect(plain.components.responses.Refused.content).toHaveProperty(['application/json']);
  expect(JSON.stringify(plain.paths)).not.toContain('IdempotencyKey');
  const { paths, components } = openApi31(ENDPOINTS, schema, {
    hasProblems: true,
    repeatsOf: (field) => field === 'insert_author_one',
  });
  expect(components.responses.TooMany.content).toEqual({
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  });
  expect(paths['/api/rest/v1/authors']?.post).toMatchObject({
    parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }],
    responses: { '413': {}, '422': { $ref: '#/components/responses/KeyReused' } },
  });
  expect(JSON.stringify(paths['/api/rest/v1/authors/search'])).not.toMatch(/IdempotencyKey|KeyReused/);
});

test('parameters, bodies and answers are what the operation takes and gives', () => {
  const { paths, components } = openApi31(ENDPOINTS, schema, asHasura);
  expect(paths['/api/rest/v1/authors']?.get).toMatchObject({
    operationId: 'list',
    summary: 'All authors',
    tags: ['authors'],
    parameters: [
      { name: 'limit', in: 'query', required: false, schema: { type: 'integer', default: 50 } },
      { name: 'name', in: 'query', required: false, schema: { type: 'string' } },
    ],
    responses: {
      '200': {
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['author'],
              properties: {
                author: {
                  type: 'array',
                  items: {
                    type: 'object',
                    properties: {
                      id: { type: 'string', format: 'uuid', description: 'Who it is.' },
                      color: { type: 'string', enum: ['red', 'blue'] },
                      articles: { items: { properties: { title: { type: ['string', 'null'] } } } },
                    },
                  },
                },
              },
            },
          },
        },
      },
      '429': { $ref: '#/components/responses/TooMany' },
    },
  });
  expect(paths['/api/rest/v1/authors/{id}']?.get).toMatchObject({
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
  });
  expect(paths['/api/rest/v1/authors']?.post).toMatchObject({
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: { required: ['object'], properties: { object: { $ref: '#/components/schemas/author_insert_input' } } },
        },
      },
    },
  });
  expect(components.schemas).toMatchObject({
    author_insert_input: {
      required: ['name'],
      properties: { name: { type: 'string', description: 'Their name.' }, color: { enum: ['red', 'blue', null] } },
    },
    // Related rows lead on without end: they are any object.
    author_bool_exp: {
      properties: {
        articles: { type: ['object', 'null'] },
        name: { anyOf: [{ $ref: '#/components/schemas/String_comparison_exp' }, {}] },
      },
    },
  });
  expect(Object.keys(components.schemas)).not.toContain('article_bool_exp');
});
