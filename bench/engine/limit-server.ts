/** The limit: what an engineer would write by hand for these six operations with `node:http` and `pg`, and nothing else. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';

const { DATABASE_URL = '', JWT_KEY = '' } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
// The answers are text; parsing and writing JSON again would be waste.
pg.types.setTypeParser(114, (text) => text);

const DEPLOYMENT = 'd.id, d.version, d.status, d.message, d.created_at';
const list = (rows: string) => `select coalesce(json_agg(t), '[]') as data from (${rows}) t`;

const STATEMENTS: Readonly<Record<string, { readonly text: string; readonly names: readonly string[] }>> = {
  '/by-key': {
    text: `select row_to_json(t) as data from (select ${DEPLOYMENT} from deployment d where d.id = $1) t`,
    names: ['id'],
  },
  '/list': {
    text: list(`select ${DEPLOYMENT} from deployment d where d.status = 'failed' and d.version = $1 order by d.id limit 50`),
    names: ['version'],
  },
  '/nested': {
    text: list(`select p.id, p.name, (${list(
      `select s.id, s.name, s.kind, (${list(
        'select d.id, d.version, d.status from deployment d where d.service_id = s.id order by d.created_at desc limit 5',
      )}) as deployments from service s where s.project_id = p.id order by s.id limit 5`,
    )}) as services
      from project p where p.owner_id = $1 order by p.id`),
    names: ['owner'],
  },
  '/aggregates': {
    text: list(`select p.id, (select json_build_object('aggregate', json_build_object('count', count(*))) from service s
      where s.project_id = p.id) as services_aggregate from project p where p.owner_id = $1 order by p.id`),
    names: ['owner'],
  },
  '/list-by-role': {
    text: list(`select d.id, d.version, d.status, d.created_at from deployment d where d.status = 'failed' and d.version = $1
      and exists (select from service s where s.id = d.service_id and exists (select from project p where p.id = s.project_id
        and exists (select from member m where m.project_id = p.id and m.user_id = $2))) order by d.id limit 20`),
    names: ['version', 'user'],
  },
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString());
    void answer(request, body)
      .catch((error: unknown) => JSON.stringify({ errors: [{ message: String(error) }] }))
      .then((text) => send(response, text));
  });
});

function send(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

async function answer(request: IncomingMessage, given: Record<string, unknown>): Promise<string> {
  const path = request.url ?? '';
  if (path === '/write') return await write(given);
  const statement = STATEMENTS[path];
  if (!statement) throw new Error('not found');
  const variables = path === '/list-by-role' ? { ...given, user: userOf(request.headers.authorization ?? '') } : given;
  const { rows } = await pool.query({
    name: path,
    text: statement.text,
    values: statement.names.map((name) => variables[name as keyof typeof variables]),
  });
  return `{"data":{"rows":${rows[0].data}}}`;
}

async function write(given: Record<string, unknown>): Promise<string> {
  const client = await pool.connect();
  const run = async (name: string, text: string, values: unknown[]) =>
    (await client.query({ name, text, values })).rows[0]?.data ?? 'null';
  try {
    await client.query('begin');
    const inserted = await run(
      'insert',
      `insert into note (id, service_id, body) values ($1, $2, 'written') returning json_build_object('id', id, 'body', body) as data`,
      [given.id, given.service],
    );
    const updated = await run(
      'update',
      `update note set pinned = true where id = $1 returning json_build_object('id', id, 'pinned', pinned) as data`,
      [given.id],
    );
    const deleted = await run('delete', `delete from note where id = $1 returning json_build_object('id', id) as data`, [
      given.id,
    ]);
    await client.query('commit');
    return `{"data":{"inserted":${inserted},"updated":${updated},"deleted":${deleted}}}`;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

function userOf(authorization: string): unknown {
  const [head = '', claims = '', signature = ''] = authorization.replace(/^Bearer /, '').split('.');
  const expected = createHmac('sha256', JWT_KEY).update(`${head}.${claims}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Error('bad token');
  const payload = JSON.parse(Buffer.from(claims, 'base64url').toString());
  if (payload.exp * 1000 < Date.now()) throw new Error('expired');
  return payload['https://hasura.io/jwt/claims']['x-hasura-user-id'];
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`listening ${address && typeof address === 'object' ? address.port : 0}\n`);
});
process.on('SIGINT', () => process.exit());
