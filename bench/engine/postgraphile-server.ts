/** PostGraphile 5 as its documentation runs it in production: no development helpers, prepared statements, roles by PostgreSQL. */
import './with-resolvers.ts';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { makeV4Preset } from 'postgraphile/presets/v4';

const { DATABASE_URL = '', JWT_KEY = '' } = process.env;

const server = createServer();
const service = postgraphile({
  extends: [PostGraphileAmberPreset, makeV4Preset({ simpleCollections: 'both', dynamicJson: true })],
  pgServices: [makePgService({ connectionString: DATABASE_URL, schemas: ['public'], poolConfig: { max: 10 } })],
  grafast: {
    explain: false,
    context: ({ node }) => {
      const authorization = node?.req.headers.authorization;
      return authorization ? { pgSettings: { role: 'app_user', 'jwt.claims.user_id': userOf(authorization) } } : {};
    },
  },
  grafserv: { port: 0, graphqlPath: '/graphql', graphiql: false, watch: false, maxRequestLength: 100_000 },
}).createServ(grafserv);

function userOf(authorization: string): string {
  const [head = '', claims = '', signature = ''] = authorization.replace(/^Bearer /, '').split('.');
  if (createHmac('sha256', JWT_KEY).update(`${head}.${claims}`).digest('base64url') !== signature) throw new Error('bad token');
  return JSON.parse(Buffer.from(claims, 'base64url').toString())['https://hasura.io/jwt/claims']['x-hasura-user-id'];
}

await service.addTo(server);
await service.ready();
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`listening ${address && typeof address === 'object' ? address.port : 0}\n`);
});
process.on('SIGINT', () => process.exit());
