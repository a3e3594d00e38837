/** Scalar types, one object a name for all roles: they carry no permission. */
import { GraphQLBoolean, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLScalarType, GraphQLString } from 'graphql';

const scalars = new Map<string, GraphQLScalarType>(
  [GraphQLInt, GraphQLFloat, GraphQLString, GraphQLBoolean, GraphQLID].map((t) => [t.name, t]),
);

/** The scalar of that name; made when it is asked for the first time. Names come from the database and metadata, so they are few. */
export function scalar(name: string): GraphQLScalarType {
  let found = scalars.get(name);
  if (!found) {
    found = new GraphQLScalarType({ name });
    scalars.set(name, found);
  }
  return found;
}
