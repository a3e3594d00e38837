/** The leak matrix: every role, every table, every operation, two organizations, two teams, over HTTP. `expected.ts` says what may be. */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { parse, stringify } from 'yaml';
import { type ControlPlane, startControlPlane } from '../../support/control-plane.ts';
import { eventually } from '../../support/eventually.ts';
import { METADATA } from '../../support/metadata.ts';
import { expected, ROLES } from './expected.ts';
import { findLeaks } from './find-leaks.ts';
import { operationsOn, schemaOf } from './schema.ts';
import { makeWorld, type World } from './world.ts';

let plane: ControlPlane;
let world: World;
beforeAll(async () => {
  plane = await startControlPlane({ still: true });
  world = await makeWorld(plane);
});
afterAll(() => plane?.[Symbol.asyncDispose]());

const tracked = readdirSync(join(METADATA, 'databases/default/tables'))
  .filter((file) => file !== 'tables.yaml')
  .map((file): { table: { name: string }; is_enum?: boolean } =>
    parse(readFileSync(join(METADATA, 'databases/default/tables', file), 'utf8')),
  )
  .filter(({ is_enum }) => is_enum !== true)
  .map(({ table }) => table.name);

test('every tracked table has its line, and every line its table', () => {
  expect(expected.map(({ table }) => table).sort()).toEqual([...tracked].sort());
});

test('every table has rows of both organizations, so that there is something to leak', async () => {
  const empty: string[] = [];
  for (const { table, rows } of expected) {
    if (rows === 'hidden' || rows === 'public' || rows === 'people' || rows === 'self' || table === 'quota_usage') continue;
    const column = table === 'organizations' ? 'id' : 'organization_id';
    const [count] = await plane.database.sql(
      `select count(distinct ${column})::int as n from ${table} where ${column} in ($1, $2)`,
      [world.a.id, world.b.id],
    );
    if (count?.n !== 2) empty.push(table);
  }
  expect(empty).toEqual([]);
});

describe.each(ROLES)('%s', (role) => {
  test('has exactly the operations of its column', async () => {
    const schema = await schemaOf(plane, world.a.members[role]);
    expect(Object.fromEntries(expected.map(({ table }) => [table, operationsOn(schema, table)]))).toEqual(
      Object.fromEntries(expected.map(({ table, may }) => [table, may[role]])),
    );
  });

  test('sees and changes nothing that is not its own, and sees all that is', async () => {
    const before = await contents(world.b.id);
    expect(await findLeaks(plane, world.a.members[role])).toEqual([]);
    if (role !== 'platform_admin') expect(await contents(world.b.id)).toEqual(before);
  });
});

test('with the session of an organization it is no member of, a role sees nothing', async () => {
  for (const role of ROLES) {
    if (role === 'platform_admin') continue;
    const stranger = { ...world.a.members[role], organizationId: world.b.id };
    const visible = expected.filter(
      ({ rows, may }) => !['public', 'self', 'own', 'member', 'people'].includes(rows) && may[role].includes('s'),
    );
    const { data, errors } = await plane.as(stranger, `{ ${visible.map(({ table }) => `${table} { __typename }`).join(' ')} }`);
    expect(errors).toBeUndefined();
    for (const { table } of visible) expect({ role, table, rows: data[table] }).toEqual({ role, table, rows: [] });
  }
});

test('anonymous callers see no table', async () => {
  const { data } = await plane.send({}, '{ __schema { types { name } } }');
  const names = new Set(data.__schema.types.map(({ name }: { name: string }) => name));
  expect(expected.map(({ table }) => table).filter((table) => names.has(table))).toEqual([]);
});

/** One text a table over all that belongs to an organization. */
async function contents(organizationId: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const { table, rows } of expected) {
    if (rows === 'hidden' || rows === 'public' || ['people', 'self'].includes(rows) || table === 'quota_usage') continue;
    const column = table === 'organizations' ? 'id' : 'organization_id';
    const [row] = await plane.database.sql(
      `select md5(string_agg(t::text, '|' order by t::text)) as sum from ${table} t where ${column} = $1`,
      [organizationId],
    );
    found[table] = String(row?.sum);
  }
  return found;
}

test('a permission that lost its condition is found', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'northstack-leaky-'));
  try {
    await cp(METADATA, directory, { recursive: true });
    const file = join(directory, 'databases/default/tables/public_services.yaml');
    const table: { select_permissions: { role: string; permission: { filter: unknown } }[] } = parse(
      await readFile(file, 'utf8'),
    );
    for (const { role, permission } of table.select_permissions) if (role === 'developer') permission.filter = {};
    await writeFile(file, stringify(table));
    await using leaky = await startControlPlane({ still: true, metadata: directory });
    const { a } = await makeWorld(leaky);
    const found = await findLeaks(leaky, a.members.developer);
    for (const how of ['services: select: shows', 'services: aggregate', 'services: stream: shows', 'services: answers for'])
      expect(
        found.some((text) => text.startsWith(how)),
        how,
      ).toBe(true);
  } finally {
    await rm(directory, { recursive: true });
  }
});

describe('while somebody watches', () => {
  const watched = ['projects', 'services', 'deployments', 'secrets', 'databases', 'clusters', 'domain_events'];
  const changes: readonly (readonly [string, (userId: string) => [string, unknown[]]])[] = [
    ['removed from the organization', (user) => ['delete from organization_members where user_id = $1', [user]]],
    ['made a viewer', (user) => ["update organization_members set role = 'viewer' where user_id = $1", [user]]],
    ['no longer active', (user) => ['update users set is_active = false where id = $1', [user]]],
  ];

  test.each(changes)('a member is %s: what is pushed next has nothing that is not theirs', async (_, change) => {
    const userId = randomUUID();
    const { id } = world.a;
    await plane.database.sql("insert into users (id, email, name) values ($1, $2, 'Watcher')", [
      userId,
      `${userId}@alpha.example`,
    ]);
    await plane.database.sql("insert into organization_members (organization_id, user_id, role) values ($1, $2, 'developer')", [
      id,
      userId,
    ]);
    const client = createClient({
      url: plane.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: {
        headers: {
          'x-hasura-admin-secret': plane.adminSecret,
          'x-hasura-role': 'developer',
          'x-hasura-user-id': userId,
          'x-hasura-org-id': id,
        },
      },
    });
    const last = new Map<string, number>();
    for (const table of watched)
      client.subscribe<Record<string, unknown[]>>(
        { query: `subscription { ${table} { __typename } }` },
        { next: ({ data }) => void last.set(table, data?.[table]?.length ?? -1), error: () => {}, complete: () => {} },
      );
    await eventually(
      () => watched.filter((table) => (last.get(table) ?? 0) > 0).length,
      (n) => n === watched.length,
    );
    const [text, values] = change(userId);
    await plane.database.sql(text, values);
    await eventually(
      () => Object.fromEntries(last),
      (now) => watched.every((table) => now[table] === 0),
    );
    await client.dispose();
  });
});
