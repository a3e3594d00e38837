/** The model most tests of planning use: authors, articles and what goes with them, with roles that see parts of it. */
import type { CatalogType } from '../../engine/catalog/catalog.ts';
import type { Condition, Value } from '../../engine/model/condition.ts';
import { catalogFunction, pgType, snapshotOf } from './engine-model.ts';

export const compares = (column: string, type: CatalogType, value: Value): Condition => ({
  kind: 'compare',
  subject: { kind: 'column', column, of: 'current', type },
  operator: 'eq',
  value,
  nullSafe: true,
});

const INT = pgType('int4');
export const isOwn = (column: string): Condition =>
  compares(column, INT, { kind: 'session', name: 'x-hasura-user-id', type: INT });
const isPublished = compares('is_published', pgType('bool'), { kind: 'literal', text: 'true', type: pgType('bool') });

const articles = ['id', 'title', 'author_id', 'is_published', 'likes'];

export const library = snapshotOf({
  tables: [
    {
      name: 'author',
      columns: { id: 'int4', name: 'text null', info: 'jsonb null', tags: '_text null', born: 'date null', color: 'text null' },
      key: ['id'],
      unique: { author_name_key: ['name'] },
      enums: { color: 'colors' },
      arrays: { articles: { to: 'article', by: { id: 'author_id' } } },
      computed: [
        {
          name: 'full_name',
          function: catalogFunction(
            'author_full_name',
            { author: 'author' },
            { type: pgType('text'), isSet: false, table: null },
          ),
          tableArgument: 0,
          sessionArgument: null,
          returns: { kind: 'scalar', type: pgType('text'), scalar: 'String' },
          comment: null,
        },
        {
          name: 'articles_like',
          function: catalogFunction(
            'author_articles_like',
            { author: 'author', search: 'text', hasura_session: 'json', most: 'int4 default' },
            { type: pgType('article'), isSet: true, table: '"public"."article"' },
          ),
          tableArgument: 0,
          sessionArgument: 2,
          returns: { kind: 'table', table: '"public"."article"', isSet: true },
          comment: null,
        },
      ],
      roles: {
        user: {
          select: { columns: ['id', 'name', 'tags'] },
          insert: { columns: ['name', 'info'] },
          update: { columns: ['name', 'info'], filter: isOwn('id') },
        },
        editor: { select: { columns: ['id', 'name'], allowAggregations: true } },
        both: { select: { columns: ['id'], masked: new Map([['name', isOwn('id')]]), allowAggregations: true } },
      },
    },
    {
      name: 'article',
      columns: {
        id: 'int4',
        title: 'text',
        author_id: 'int4',
        is_published: 'bool',
        likes: 'int8 null',
        score: 'float8 generated null',
      },
      key: ['id'],
      objects: { author: { to: 'author', by: { author_id: 'id' } } },
      roles: {
        user: {
          select: { columns: articles, filter: isPublished, limit: 10 },
          insert: {
            columns: ['title', 'is_published'],
            check: isOwn('author_id'),
            presets: new Map([['author_id', { kind: 'session', name: 'x-hasura-user-id', type: INT }]]),
          },
          update: { columns: ['title', 'likes'], filter: isOwn('author_id'), check: isPublished },
          delete: { filter: isOwn('author_id') },
        },
        editor: { select: { columns: articles, filter: isPublished, allowAggregations: true } },
        clerk: { insert: { columns: articles, backendOnly: true } },
      },
    },
    { name: 'colors', columns: { value: 'text', comment: 'text null' }, key: ['value'], enumValues: ['red', 'green'] },
  ],
  functions: [
    {
      source: 'default',
      function: catalogFunction(
        'search_articles',
        { search: 'text', most: 'int4 default' },
        { type: pgType('article'), isSet: true, table: '"public"."article"' },
      ),
      baseName: { name: 'search_articles', isCustom: false },
      rootFieldNames: { function: 'search_articles', function_aggregate: 'search_articles_aggregate' },
      exposedAs: 'query',
      sessionArgument: null,
      returns: '"public"."article"',
      isSet: true,
      roles: new Set(),
      comment: null,
    },
  ],
  roles: ['guest'],
});
