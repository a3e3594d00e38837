import { describe, expect, test } from 'vitest';
import { enumValueName, fieldName, namingOf, rootFieldName, sharedTypeName, typeName, withRootAffix } from './naming.ts';

const camel = { isEnabled: true, byDefault: 'graphql-default' as const };
const user = { name: 'blog_user', isCustom: false };
const custom = { name: 'myUser_x', isCustom: true };

describe('the convention', () => {
  test.each([
    [
      'the source asks for it',
      { naming_convention: 'graphql-default' },
      { isEnabled: true, byDefault: 'hasura-default' },
      'graphql-default',
    ],
    ['it is the default', {}, camel, 'graphql-default'],
    ['the source asks for the other one', { naming_convention: 'hasura-default' }, camel, 'hasura-default'],
    [
      'the experimental feature is off',
      { naming_convention: 'graphql-default' },
      { ...camel, isEnabled: false },
      'hasura-default',
    ],
  ] as const)('%s', (_, customization, options, expected) => {
    expect(namingOf(customization, options).convention).toBe(expected);
  });
});

describe('graphql-default', () => {
  const naming = namingOf({ root_fields: { prefix: 'app', suffix: 'v1' }, type_names: { prefix: 'db', suffix: 'row' } }, camel);
  test.each([
    [typeName(naming, user, 'stddev_pop_fields'), 'DbBlogUserStddevPopFieldsRow'],
    [typeName(naming, custom), 'DbMyUser_xRow'],
    [sharedTypeName(naming, 'timestamptz_comparison_exp'), 'TimestamptzComparisonExp'],
    [fieldName(naming, '_delete_at_path'), '_deleteAtPath'],
    [fieldName(naming, 'a__b_'), 'aB'],
    [enumValueName(naming, 'asc_nulls_first'), 'ASC_NULLS_FIRST'],
    [rootFieldName(naming, user, 'update', 'by_pk'), 'updateBlogUserByPk'],
    [rootFieldName(naming, custom, '', 'aggregate'), 'myUser_xAggregate'],
    [withRootAffix(naming, 'insertUser'), 'appInsertUserV1'],
  ])('%s', (actual, expected) => {
    expect(actual).toBe(expected);
  });
});

test('hasura-default only joins', () => {
  const naming = namingOf(
    { root_fields: { prefix: 'p_' }, type_names: { suffix: '_s' } },
    { isEnabled: false, byDefault: 'hasura-default' },
  );
  expect(typeName(naming, user, 'bool_exp')).toBe('blog_user_bool_exp_s');
  expect(withRootAffix(naming, rootFieldName(naming, user, 'insert', 'one'))).toBe('p_insert_blog_user_one');
  expect(fieldName(naming, 'affected_rows')).toBe('affected_rows');
});
