/** Asks a role everything its schema lets it ask, and says where an answer has a row it may not have or lacks one it may. */

import { type GraphQLSchema, isInputObjectType } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Caller, ControlPlane } from '../../support/control-plane.ts';
import { type Expectation, expected, type Role, visible } from './expected.ts';
import { columnsOf, operationsOn, relationshipsOf, schemaOf } from './schema.ts';

interface Table {
  readonly name: string;
  readonly expectation: Expectation;
  readonly columns: readonly string[];
  /** Columns of the primary key that the role sees; null when it does not see all. */
  readonly key: readonly string[] | null;
  /** Keys as texts. */
  readonly own: ReadonlySet<string>;
  readonly count: number;
  readonly foreign: readonly Readonly<Record<string, unknown>>[];
}

type Row = Readonly<Record<string, unknown>>;

export async function findLeaks(plane: ControlPlane, caller: Caller): Promise<string[]> {
  const role = caller.role as Role;
  const schema = await schemaOf(plane, caller);
  const primaryKeys = await keysOf(plane);
  const tables = new Map<string, Table>();
  for (const expectation of expected) {
    if (!expectation.may[role].includes('s')) continue;
    const name = expectation.table;
    const columns = columnsOf(schema, name);
    const primary = primaryKeys.get(name) ?? [];
    const key = primary.length > 0 && primary.every((column) => columns.includes(column)) ? primary : null;
    // Numbers of JSON are not exact enough for keys.
    const texts = `jsonb_build_object(${primary.map((column) => `'${column}', t.${column}::text`).join(', ')})`;
    const where = visible(expectation.rows, role, name);
    const parameters = [caller.organizationId, caller.userId];
    // Both parameters are always given; a condition that needs neither still has to know their types.
    const scope = '($1::uuid is null or true) and ($2::uuid is null or true)';
    const rows = async (condition: string): Promise<Row[]> =>
      (
        await plane.database.sql(
          `select to_jsonb(t) as row, ${texts} as key from ${name} t where ${scope} and ${condition}`,
          parameters,
        )
      ).map(({ row, key: exact }) => ({ ...(row as Row), ...(exact as Row) }));
    const mine = await rows(`(${where})`);
    const own = new Set(mine.map((row) => idOf(row, key ?? [])));
    const foreign = await rows(`not (${where})`);
    tables.set(name, { name, expectation, columns, key, own, count: mine.length, foreign });
  }
  const found: string[] = [];
  for (const table of tables.values()) {
    found.push(...(await compareRows(plane, caller, table)));
    found.push(...(await askForForeign(plane, caller, schema, table)));
    found.push(...(await followRelationships(plane, caller, schema, table, tables)));
  }
  found.push(...(await stream(plane, caller, schema, [...tables.values()])));
  for (const table of tables.values()) found.push(...(await changeForeign(plane, caller, schema, table)));
  return found;
}

async function keysOf({ database }: ControlPlane): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await database.sql(`select c.relname as name, array_agg(a.attname::text order by k.n) as columns
    from pg_constraint p join pg_class c on c.oid = p.conrelid, unnest(p.conkey) with ordinality k (attnum, n), pg_attribute a
    where p.contype = 'p' and c.relnamespace = 'public'::regnamespace and a.attrelid = c.oid and a.attnum = k.attnum group by 1`);
  return new Map(rows.map(({ name, columns }) => [String(name), columns as string[]]));
}

/** Times differ in how they are written; everything else is compared as text. */
const idOf = (row: Row, key: readonly string[]): string =>
  key
    .map((column) => (/(_at|_time)$/.test(column) ? String(new Date(String(row[column])).getTime()) : String(row[column])))
    .join('/');

/** Exactly the rows of the expectation: by list, with every column sorted by, by count. */
async function compareRows(
  plane: ControlPlane,
  caller: Caller,
  { name, key, own, count, columns, expectation }: Table,
): Promise<string[]> {
  const found: string[] = [];
  const fields = key === null ? '__typename' : key.join(' ');
  const check = async (how: string, query: string) => {
    const { data, errors } = await plane.as(caller, query);
    if (errors) return void found.push(`${name}: ${how}: ${errors[0]?.message}`);
    const rows = data.rows as Row[];
    if (key === null) {
      if (rows.length !== count) found.push(`${name}: ${how}: ${rows.length} rows instead of ${count}`);
      return;
    }
    const seen = new Set(rows.map((row) => idOf(row, key)));
    for (const id of seen) if (!own.has(id)) found.push(`${name}: ${how}: shows ${id}`);
    for (const id of own) if (!seen.has(id)) found.push(`${name}: ${how}: hides ${id}`);
  };
  await check('select', `{ rows: ${name} { ${fields} } }`);
  await check(
    'order_by',
    `{ rows: ${name}(order_by: [${columns.map((column) => `{ ${column}: desc_nulls_last }`).join(' ')}]) { ${fields} } }`,
  );
  if (expectation.may[caller.role as Role].includes('a')) {
    const { data, errors } = await plane.as(caller, `{ rows: ${name}_aggregate { aggregate { count } nodes { __typename } } }`);
    if (errors) found.push(`${name}: aggregate: ${errors[0]?.message}`);
    else if (data.rows.aggregate.count !== count || data.rows.nodes.length !== count)
      found.push(`${name}: aggregate: counts ${data.rows.aggregate.count} instead of ${count}`);
  }
  return found;
}

/** Rows one may not see, asked for by what identifies them. */
async function askForForeign(
  plane: ControlPlane,
  caller: Caller,
  schema: GraphQLSchema,
  { name, columns, key, foreign }: Table,
): Promise<string[]> {
  const found: string[] = [];
  const keyed = key !== null && schema.getQueryType()?.getFields()[`${name}_by_pk`] !== undefined;
  for (const row of foreign.slice(0, 4)) {
    const known = columns.filter(
      (column) => row[column] !== null && ['string', 'number', 'boolean'].includes(typeof row[column]),
    );
    const condition = known
      .filter((column) => /id$|^slug$|^name$|^email$|^key$/.test(column))
      .map((column) => `{ ${column}: { _eq: ${JSON.stringify(row[column])} } }`);
    const parts = [`rows: ${name}(where: { _and: [${condition.join(' ')}] }) { __typename }`];
    if (keyed)
      parts.push(
        `one: ${name}_by_pk(${key.map((column) => `${column}: ${JSON.stringify(row[column])}`).join(', ')}) { __typename }`,
      );
    const { data, errors } = await plane.as(caller, `{ ${parts.join(' ')} }`);
    if (errors) found.push(`${name}: where: ${errors[0]?.message}`);
    else if ((condition.length > 0 && data.rows.length > 0) || (data.one ?? null) !== null)
      found.push(`${name}: answers for ${JSON.stringify(row).slice(0, 120)}`);
  }
  return found;
}

/** Through every relationship, both in what is shown and in what is asked by. */
async function followRelationships(
  plane: ControlPlane,
  caller: Caller,
  schema: GraphQLSchema,
  { name, own, key }: Table,
  tables: ReadonlyMap<string, Table>,
): Promise<string[]> {
  const found: string[] = [];
  for (const { name: relationship, target, isArray } of relationshipsOf(schema, name)) {
    const to = tables.get(target);
    if (to === undefined) {
      found.push(`${name}.${relationship}: leads to ${target}, which this role may not select`);
      continue;
    }
    if (to.key === null) continue;
    const { data, errors } = await plane.as(caller, `{ rows: ${name} { to: ${relationship} { ${to.key.join(' ')} } } }`);
    if (errors) {
      found.push(`${name}.${relationship}: ${errors[0]?.message}`);
      continue;
    }
    for (const row of (data.rows as { to: Row | Row[] | null }[]).flatMap(({ to: rows }): Row[] =>
      Array.isArray(rows) ? rows : rows === null ? [] : [rows as Row],
    )) {
      const id = idOf(row, to.key);
      if (!to.own.has(id)) found.push(`${name}.${relationship}: shows ${target} ${id}`);
    }
    const hidden = to.foreign[0];
    if (hidden !== undefined) {
      const condition = to.key.map((column) => `${column}: { _eq: ${JSON.stringify(hidden[column])} }`).join(', ');
      const asked = await plane.as(caller, `{ rows: ${name}(where: { ${relationship}: { ${condition} } }) { __typename } }`);
      if (asked.errors) found.push(`${name}.${relationship} in where: ${asked.errors[0]?.message}`);
      else if (asked.data.rows.length > 0) found.push(`${name}.${relationship} in where: finds hidden ${target}`);
    }
    const order = isArray
      ? to.expectation.may[caller.role as Role].includes('a')
        ? `${relationship}_aggregate: { count: asc }`
        : null
      : `${relationship}: { ${to.key[0]}: asc }`;
    if (order === null || key === null) continue;
    const sorted = await plane.as(caller, `{ rows: ${name}(order_by: { ${order} }) { ${key.join(' ')} } }`);
    if (sorted.errors) found.push(`${name}.${relationship} in order_by: ${sorted.errors[0]?.message}`);
    else
      for (const row of sorted.data.rows as Row[])
        if (!own.has(idOf(row, key))) found.push(`${name}.${relationship} in order_by: shows ${idOf(row, key)}`);
  }
  return found;
}

/** Changes that name rows of somebody else. Whether one of them worked is also seen in the rows, which the test compares. */
async function changeForeign(
  plane: ControlPlane,
  caller: Caller,
  schema: GraphQLSchema,
  { name, key, foreign }: Table,
): Promise<string[]> {
  const found: string[] = [];
  const operations = operationsOn(schema, name);
  const inputColumns = (type: string): string[] => {
    const input = schema.getType(type);
    return isInputObjectType(input) ? Object.keys(input.getFields()) : [];
  };
  const settable = inputColumns(`${name}_set_input`);
  for (const row of foreign.slice(0, 4)) {
    const values = (columns: readonly string[]) =>
      Object.fromEntries(columns.filter((column) => Object.hasOwn(row, column)).map((column) => [column, row[column]]));
    const condition =
      key === null ? null : `{ ${key.map((column) => `${column}: { _eq: ${JSON.stringify(row[column])} }`).join(', ')} }`;
    const affected = async (how: string, query: string, variables: Row = {}) => {
      const { data, errors } = await plane.as(caller, query, variables);
      if (!errors && data.done !== null && data.done.affected_rows !== 0)
        found.push(`${name}: ${how} reaches ${JSON.stringify(row).slice(0, 120)}`);
    };
    if (operations.includes('u') && condition !== null) {
      await affected(
        'update',
        `mutation($set: ${name}_set_input!) { done: update_${name}(where: ${condition}, _set: $set) { affected_rows } }`,
        { set: values(settable) },
      );
      await affected(
        'update without a condition that excludes it',
        `mutation($set: ${name}_set_input!) { done: update_${name}(where: { _or: [${condition}] }, _set: $set) { affected_rows } }`,
        { set: values(settable) },
      );
    }
    if (operations.includes('d') && condition !== null)
      await affected('delete', `mutation { done: delete_${name}(where: ${condition}) { affected_rows } }`);
    // What is made in the own organization may be made: only what becomes of the rows of others counts, which the test compares.
    if (operations.includes('i')) {
      const object = renamed(values(inputColumns(`${name}_insert_input`)));
      await plane.as(
        caller,
        `mutation($object: ${name}_insert_input!) { insert_${name}(objects: [$object]) { affected_rows } }`,
        { object },
      );
      const update = settable.filter((column) => Object.hasOwn(row, column));
      if (schema.getType(`${name}_on_conflict`) && update.length > 0)
        await plane.as(
          caller,
          `mutation($object: ${name}_insert_input!) {
            insert_${name}(objects: [$object], on_conflict: { constraint: ${name}_pkey, update_columns: [${update.join(' ')}] }) { affected_rows }
          }`,
          { object: values(inputColumns(`${name}_insert_input`)) },
        );
    }
  }
  return found;
}

/** Unique names, so that an insert does not fail for the wrong reason. */
const renamed = (object: Row): Row => ({
  ...object,
  ...('slug' in object ? { slug: `x${Math.floor(Math.random() * 1e9)}` } : {}),
});

/** `_stream` over one socket, a table at a time. */
async function stream(plane: ControlPlane, caller: Caller, schema: GraphQLSchema, tables: readonly Table[]): Promise<string[]> {
  const client = createClient({
    url: plane.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: {
      headers: {
        'x-hasura-admin-secret': plane.adminSecret,
        'x-hasura-role': caller.role,
        'x-hasura-user-id': caller.userId,
        'x-hasura-org-id': caller.organizationId,
      },
    },
  });
  const offered = schema.getSubscriptionType()?.getFields() ?? {};
  const found: string[] = [];
  for (const { name, key, own, columns } of tables) {
    const cursor = ['created_at', 'logged_at', 'measured_at', 'started_at', 'updated_at'].find((column) =>
      columns.includes(column),
    );
    if (offered[`${name}_stream`] === undefined || cursor === undefined || key === null || own.size === 0) continue;
    const query = `subscription { rows: ${name}_stream(batch_size: 1000, cursor: { initial_value: { ${cursor}: "2000-01-01T00:00:00Z" } }) { ${key.join(' ')} } }`;
    for await (const { data, errors } of client.iterate<{ rows: Row[] }>({ query })) {
      if (errors) found.push(`${name}: stream: ${errors[0]?.message}`);
      const seen = new Set((data?.rows ?? []).map((row) => idOf(row, key)));
      for (const id of seen) if (!own.has(id)) found.push(`${name}: stream: shows ${id}`);
      break;
    }
  }
  await client.dispose();
  return found;
}
