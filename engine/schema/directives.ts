/** The directives a request may use. */
import { DirectiveLocation, GraphQLDirective, GraphQLNonNull } from 'graphql';
import { scalar } from './scalars.ts';

const SELECTIONS = [DirectiveLocation.FIELD, DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT];
const condition = { if: { type: new GraphQLNonNull(scalar('Boolean')) } };

export const INCLUDE = new GraphQLDirective({
  name: 'include',
  description: 'whether this query should be included',
  locations: SELECTIONS,
  args: condition,
});

export const SKIP = new GraphQLDirective({
  name: 'skip',
  description: 'whether this query should be skipped',
  locations: SELECTIONS,
  args: condition,
});

/** Accepted and without effect, as in Hasura's community edition. */
export const CACHED = new GraphQLDirective({
  name: 'cached',
  description: 'whether this query should be cached (Hasura Cloud only)',
  locations: [DirectiveLocation.QUERY],
  args: {
    ttl: { type: new GraphQLNonNull(scalar('Int')), defaultValue: 60, description: 'measured in seconds' },
    refresh: { type: new GraphQLNonNull(scalar('Boolean')), defaultValue: false, description: 'refresh the cache entry' },
  },
});

/** Lifts the rule of one root field a subscription. Not listed by introspection. */
export const MULTIPLE_ROOT_FIELDS = new GraphQLDirective({
  name: '_multiple_top_level_fields',
  locations: [DirectiveLocation.SUBSCRIPTION],
});

export const LISTED_DIRECTIVES = [INCLUDE, SKIP, CACHED];
export const DIRECTIVES: ReadonlyMap<string, GraphQLDirective> = new Map(
  [...LISTED_DIRECTIVES, MULTIPLE_ROOT_FIELDS].map((d) => [d.name, d]),
);
