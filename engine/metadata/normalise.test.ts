import { expect, test } from 'vitest';
import { Metadata } from './metadata.ts';
import { normalisedMetadata } from './normalise.ts';

const source = (tables: unknown[], functions: unknown[] = []) =>
  Metadata.parse({
    version: 3,
    sources: [{ name: 'default', kind: 'postgres', configuration: {}, tables, functions }],
    remote_schemas: [],
    cron_triggers: [
      { name: 'listed', webhook: 'x', schedule: '* * * * *', include_in_metadata: true, comment: null },
      { name: 'unlisted', webhook: 'x', schedule: '* * * * *', include_in_metadata: false },
    ],
  });
const author = { name: 'author', schema: 'public' };

test('names are spelled out, defaults are left out', () => {
  const exported = normalisedMetadata(
    source(
      [
        {
          table: 'article',
          is_enum: false,
          computed_fields: [{ name: 'full', definition: { function: 'full', session_argument: null } }],
          object_relationships: [
            { name: 'author', using: { foreign_key_constraint_on: 'author_id' }, comment: null },
            { name: 'other', using: { manual_configuration: { remote_table: 'author', column_mapping: { a: 'b' } } } },
            { name: 'reverse', using: { foreign_key_constraint_on: { table: 'author', column: 'id', columns: null } } },
          ],
          array_relationships: [],
          select_permissions: [
            { role: 'r', permission: { columns: [], filter: {}, allow_aggregations: false, query_root_fields: [], limit: null } },
          ],
          insert_permissions: [
            { role: 'r', permission: { check: { table: 'author', x: null }, backend_only: false, columns: ['a'] } },
          ],
          update_permissions: [{ role: 'r', permission: { columns: ['a'], filter: {} } }],
        },
      ],
      [{ function: 'full', configuration: { custom_name: null } }],
    ),
  );
  expect(exported).toEqual({
    version: 3,
    cron_triggers: [{ name: 'listed', webhook: 'x', schedule: '* * * * *', include_in_metadata: true }],
    sources: [
      {
        name: 'default',
        kind: 'postgres',
        configuration: {},
        tables: [
          {
            table: { name: 'article', schema: 'public' },
            computed_fields: [{ name: 'full', definition: { function: { name: 'full', schema: 'public' } } }],
            object_relationships: [
              { name: 'author', using: { foreign_key_constraint_on: 'author_id' } },
              {
                name: 'other',
                using: { manual_configuration: { remote_table: author, column_mapping: { a: 'b' }, insertion_order: null } },
              },
              { name: 'reverse', using: { foreign_key_constraint_on: { table: author, column: 'id' } } },
            ],
            select_permissions: [{ role: 'r', permission: { columns: [], filter: {}, query_root_fields: [] } }],
            insert_permissions: [{ role: 'r', permission: { check: { table: 'author', x: null }, columns: ['a'] } }],
            update_permissions: [{ role: 'r', permission: { columns: ['a'], filter: {}, check: null } }],
          },
        ],
        functions: [{ function: { name: 'full', schema: 'public' } }],
      },
    ],
  });
});

test('what was exported is exported the same again', () => {
  const once = normalisedMetadata(source([{ table: 'author' }, { table: { schema: 's', name: 't' }, event_triggers: [] }]));
  expect(normalisedMetadata(once)).toEqual(once);
});
