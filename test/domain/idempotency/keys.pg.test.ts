/** Plain mutations with an `Idempotency-Key`: one effect and equal answers, over GraphQL and REST, whatever happens in between. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Caller, type ControlPlane, createTenant, startControlPlane } from '../../support/control-plane.ts';
import { eventually } from '../../support/eventually.ts';

let plane: ControlPlane;
let owner: Caller;
let other: Caller;

beforeAll(async () => {
  plane = await startControlPlane();
  const t = await createTenant(plane);
  owner = await t.member('org_owner');
  other = await t.member('developer');
});
afterAll(() => plane?.[Symbol.asyncDispose]());

const INSERT = 'mutation($s: String!) { insert_projects_one(object: { slug: $s, name: $s }) { id created_at } }';
const headersOf = ({ role, userId, organizationId }: Caller, key: string) => ({
  'content-type': 'application/json',
  'x-hasura-admin-secret': plane.adminSecret,
  'x-hasura-role': role,
  'x-hasura-user-id': userId,
  'x-hasura-org-id': organizationId,
  'idempotency-key': key,
});
const send = (caller: Caller, key: string, query: string, variables = {}): Promise<Answer> =>
  plane.send(headersOf(caller, key), query, variables);
const create = (caller: Caller, key: string, slug: string) => send(caller, key, INSERT, { s: slug });
const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;
const count = async (slug: string) => (await plane.database.sql('select 1 from projects where slug = $1', [slug])).length;
const slugOf = () => `k-${randomUUID().slice(0, 8)}`;

test('fifty repeats at once have one effect, and all are answered alike', async () => {
  const [key, slug] = [randomUUID(), slugOf()];
  const answers = await Promise.all(Array.from({ length: 50 }, () => create(owner, key, slug)));
  expect(answers[0]?.data.insert_projects_one.id).toEqual(expect.any(String));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await create(owner, key, slug)).toEqual(answers[0]);
  expect(await count(slug)).toBe(1);
});

test('a delete and an update are answered as the first time, although the row is gone or changed since', async () => {
  const { data } = await create(owner, randomUUID(), slugOf());
  const { id } = data.insert_projects_one;
  const rename =
    'mutation($i: uuid!, $n: String!) { update_projects_by_pk(pk_columns: { id: $i }, _set: { name: $n }) { name } }';
  const key = randomUUID();
  const first = await send(owner, key, rename, { i: id, n: 'one' });
  expect(first.data.update_projects_by_pk).toEqual({ name: 'one' });
  await send(owner, randomUUID(), rename, { i: id, n: 'two' });
  expect(await send(owner, key, rename, { i: id, n: 'one' })).toEqual(first);
  expect(await plane.database.sql('select name from projects where id = $1', [id])).toEqual([{ name: 'two' }]);
});

test('the same key with another input is refused; keys are each person’s own', async () => {
  const [key, slug] = ['order 66', slugOf()];
  const first = await create(owner, key, slug);
  expect(first).not.toHaveProperty('errors');
  expect(codeOf(await create(owner, key, slugOf()))).toBe('idempotency-key-reused');
  const theirs = slugOf();
  expect((await create(other, key, theirs)).data.insert_projects_one.id).not.toBe(first.data.insert_projects_one.id);
  expect([await count(slug), await count(theirs)]).toEqual([1, 1]);
});

test('what was refused has not used its key', async () => {
  const [key, slug] = [randomUUID(), slugOf()];
  await create(owner, randomUUID(), slug);
  expect((await create(owner, key, slug)).errors).toMatchObject([
    {
      message: expect.stringContaining('slug'),
      extensions: { code: 'constraint-violation', path: expect.stringContaining('insert_projects_one') },
    },
  ]);
  await plane.database.sql('delete from projects where slug = $1', [slug]);
  expect((await create(owner, key, slug)).data.insert_projects_one.id).toEqual(expect.any(String));
});

test('a crash in the middle leaves nothing, and the repeat does it', async () => {
  const [key, slug] = [randomUUID(), slugOf()];
  const holder = new pg.Client({ connectionString: plane.database.url });
  await holder.connect();
  try {
    // The same slug, not committed: whoever inserts it now has claimed the key and waits.
    await holder.query('begin');
    const { organizationId } = owner;
    await holder.query('insert into projects (organization_id, slug, name) values ($1, $2, $2)', [organizationId, slug]);
    const cut = create(owner, key, slug);
    const waiting = await eventually(
      () =>
        plane.database.sql(
          `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%projects%' and pid <> pg_backend_pid()`,
        ),
      (rows) => rows.length === 1,
    );
    await plane.database.sql('select pg_terminate_backend($1)', [waiting[0]?.pid]);
    expect(await cut).toHaveProperty('errors');
    expect(await plane.database.sql('select 1 from requests where request_id = $1', [key])).toEqual([]);
  } finally {
    await holder.query('rollback').finally(() => holder.end());
  }
  const [one, two] = [await create(owner, key, slug), await create(owner, key, slug)];
  expect(one).not.toHaveProperty('errors');
  expect(two).toEqual(one);
  expect(await count(slug)).toBe(1);
});

test('over REST: the same answer to a repeat, 422 to another input', async () => {
  const [key, slug] = [randomUUID(), slugOf()];
  const post = async (name: string) => {
    const url = plane.url.replace('/v1/graphql', '/api/rest/v1/projects');
    const body = JSON.stringify({ object: { slug, name } });
    const answer = await fetch(url, { method: 'POST', headers: headersOf(owner, key), body });
    return { status: answer.status, body: (await answer.json()) as unknown };
  };
  const first = await post('one');
  expect(first.status).toBe(200);
  expect(await post('one')).toEqual(first);
  expect(await post('two')).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  expect(await count(slug)).toBe(1);
});

test('each element of a batch is repeated for itself', async () => {
  const [key, slugs] = [randomUUID(), [slugOf(), slugOf()]];
  const post = async () => {
    const body = JSON.stringify(slugs.map((s) => ({ query: INSERT, variables: { s } })));
    const answer = await fetch(plane.url, { method: 'POST', headers: headersOf(owner, key), body });
    return (await answer.json()) as readonly Answer[];
  };
  const first = await post();
  expect(first.map(codeOf)).toEqual([undefined, undefined]);
  expect(await post()).toEqual(first);
  expect(await Promise.all(slugs.map(count))).toEqual([1, 1]);
});

test('questions take no notice of a key; commands, which have a request id, and nobody in particular are told so', async () => {
  const key = randomUUID();
  expect(await send(owner, key, '{ projects { id } }')).not.toHaveProperty('errors');
  const command = 'mutation($r: uuid!) { signOutEverywhere(requestId: $r) { endedTokens } }';
  expect(codeOf(await send(owner, key, command, { r: randomUUID() }))).toBe('not-supported');
  const signIn = 'mutation { signIn(email: "a@example.com", password: "x") { role } }';
  expect(codeOf(await plane.send({ 'idempotency-key': key }, signIn))).toBe('not-supported');
});

test('what somebody was answered is gone when they are erased', async () => {
  const t = await createTenant(plane);
  const person = await t.member('developer');
  await create(person, randomUUID(), slugOf());
  const kept = () => plane.database.sql("select 1 from requests where actor_id = $1 and action = 'mutation'", [person.userId]);
  expect(await kept()).toHaveLength(1);
  const erased = 'mutation($r: uuid!) { erasePersonalData(requestId: $r) { userId } }';
  expect(await plane.as(person, erased, { r: randomUUID() })).not.toHaveProperty('errors');
  expect(await kept()).toEqual([]);
});
