/** One comparison operator of the dialect between two expressions (§2.6). */
import type { Comparison } from '../model/condition.ts';
import { type Sql, sql } from './sql.ts';

export function comparison(operator: Comparison, left: Sql, right: Sql): Sql {
  switch (operator) {
    case 'eq':
      return sql`(${left}) = (${right})`;
    case 'neq':
      return sql`(${left}) <> (${right})`;
    case 'gt':
      return sql`(${left}) > (${right})`;
    case 'lt':
      return sql`(${left}) < (${right})`;
    case 'gte':
      return sql`(${left}) >= (${right})`;
    case 'lte':
      return sql`(${left}) <= (${right})`;
    case 'in':
      return sql`(${left}) = any (${right})`;
    case 'nin':
      return sql`(${left}) <> all (${right})`;
    case 'like':
      return sql`(${left}) like (${right})`;
    case 'nlike':
      return sql`(${left}) not like (${right})`;
    case 'ilike':
      return sql`(${left}) ilike (${right})`;
    case 'nilike':
      return sql`(${left}) not ilike (${right})`;
    case 'similar':
      return sql`(${left}) similar to (${right})`;
    case 'nsimilar':
      return sql`(${left}) not similar to (${right})`;
    case 'regex':
      return sql`(${left}) ~ (${right})`;
    case 'nregex':
      return sql`(${left}) !~ (${right})`;
    case 'iregex':
      return sql`(${left}) ~* (${right})`;
    case 'niregex':
      return sql`(${left}) !~* (${right})`;
    case 'contains':
    case 'ancestor':
    case 'ancestor_any':
      return sql`(${left}) @> (${right})`;
    case 'contained_in':
    case 'descendant':
    case 'descendant_any':
      return sql`(${left}) <@ (${right})`;
    case 'has_key':
    case 'matches_any':
      return sql`(${left}) ? (${right})`;
    case 'has_keys_any':
      return sql`(${left}) ?| (${right})`;
    case 'has_keys_all':
      return sql`(${left}) ?& (${right})`;
    case 'jsonb_path_exists':
      return sql`(${left}) @? (${right})`;
    case 'jsonb_path_match':
      return sql`(${left}) @@ (${right})`;
    case 'matches':
      return sql`(${left}) ~ (${right})`;
    case 'matches_fulltext':
      return sql`(${left}) @ (${right})`;
  }
}
