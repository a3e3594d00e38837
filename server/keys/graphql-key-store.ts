/** Signing keys read and added through the engine: where the database is somebody else's. */
import type { SigningKeyStore } from '../../actions/index.ts';
import type { GraphqlClient } from '../../sdk/client.ts';
import { AddSigningKeyDocument, SigningKeysDocument } from '../../sdk/generated.ts';

export function graphqlKeyStore(graphql: GraphqlClient): SigningKeyStore {
  return {
    load: async () => {
      const { signing_keys: rows } = await graphql.request(SigningKeysDocument, {}, {});
      return rows.map((r) => ({
        generation: r.generation,
        keyId: r.key_id,
        activeAt: Date.parse(r.active_at),
        retiredAt: r.retired_at === null ? null : Date.parse(r.retired_at),
      }));
    },
    add: ({ generation, keyId, publicJwk, activeAt }) =>
      graphql.request(AddSigningKeyDocument, { generation, keyId, publicJwk, activeAt: new Date(activeAt).toISOString() }, {}),
  };
}
