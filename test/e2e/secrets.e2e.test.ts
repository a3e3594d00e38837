/**
 * Canaries: secrets are planted in every place where one can slip out (build output, app output in several encodings, a crash, a failing
 * build, wrong inputs, addresses, bodies of webhooks), with real deployments; then everything that NorthStack keeps or answers is searched.
 */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRedact } from '../../kit/redact.ts';
import { eventually } from '../support/eventually.ts';
import { gitRepository } from '../support/git-repository.ts';
import { graphql, type Headers } from './support/graphql.ts';
import { type Northstack, type Site, site } from './support/northstack.ts';
import { createService, createTenant, deployAndWait, signIn } from './support/tenant.ts';

let at: Site;
let northstack: Northstack;
let owner: Headers;

/** What clients were answered, by anybody. */
const answers: string[] = [];

beforeAll(async () => {
  at = await site();
  northstack = await at.up({ env: { NORTHSTACK_LOG_LEVEL: 'debug' } });
  owner = await signIn(northstack, await createTenant(northstack, 'acme', 'org_owner'));
});
afterAll(() => at[Symbol.asyncDispose]());

const canary = (place: string) => `canary-${place}-${randomUUID()}/+ "ü`;

/** Every value that must be nowhere. */
const planted = new Map<string, string>();
const plant = (place: string): string => {
  const value = canary(place);
  planted.set(place, value);
  return value;
};

async function ask(
  headers: Headers,
  body: string,
): Promise<{ data?: Record<string, unknown> | null; errors?: readonly unknown[] }> {
  const answer = await northstack.fetch('/v1/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await answer.text();
  answers.push(text);
  return JSON.parse(text);
}

const setSecret = (scope: string, targetId: string | null, key: string, value: string) =>
  ask(
    owner,
    JSON.stringify({
      query: `mutation($s: String!, $t: uuid, $k: String!, $v: String!, $r: uuid!) {
        setSecret(scope: $s, targetId: $t, key: $k, value: $v, requestId: $r) { secretId secret { key version } } }`,
      variables: { s: scope, t: targetId, k: key, v: value, r: randomUUID() },
    }),
  );

/** Shows a variable in the forms in which programs show things. */
const show = (name: string) => `
  const value = process.env.${name};
  console.log('plain', value);
  console.error('json', JSON.stringify({ value }), JSON.stringify(JSON.stringify({ value })));
  for (const before of ['', 'a', 'ab']) console.log('base64', Buffer.from(before + value + 'xyz').toString('base64'));
  console.log('url', encodeURIComponent(value), new URLSearchParams({ value }).toString());
  console.log('hex', Buffer.from(value).toString('hex'));
`;

const script = (build: string, start: string): Record<string, string> => ({
  'package.json': JSON.stringify({ name: 'app', version: '1.0.0', scripts: { build: 'node build.js', start: 'node start.js' } }),
  'build.js': build,
  'start.js': start,
});

test('planted secrets are read by builds and apps, and are in no row, log, event, audit entry or answer', async () => {
  // An app that shows its secret while it is built and while it runs.
  await using talking = await gitRepository(
    script(
      show('TALKING'),
      `${show('TALKING')}
       const { createServer } = require('node:http');
       createServer((_, response) => response.end(String(process.env.TALKING === process.env.EXPECTED))).listen(process.env.PORT);
       console.log('shown');`,
    ),
  );
  const talkingSecret = plant('talking');
  const service = await createService(northstack, owner, 'talking', { repository: talking.url });
  expect((await setSecret('service', service, 'TALKING', talkingSecret)).errors).toBeUndefined();
  expect((await setSecret('organization', null, 'EXPECTED', talkingSecret)).errors).toBeUndefined();
  const running = await deployAndWait(northstack, owner, service);
  expect(running).toMatchObject({ status: 'running' });
  const served = await northstack.fetch('/', { host: new URL(running.instance.url ?? '').host });
  expect(await served.text()).toBe('true');

  // A build that fails with its secret on its lips, and an app that crashes with it.
  await using failing = await gitRepository(
    script(`${show('FAILING')} throw new Error('cannot log in with ' + process.env.FAILING);`, ''),
  );
  const failingService = await createService(northstack, owner, 'failing', { repository: failing.url });
  await setSecret('service', failingService, 'FAILING', plant('failing-build'));
  const failed = await deployAndWait(northstack, owner, failingService);
  expect(failed).toMatchObject({ status: 'failed', failure_step: 'building' });
  expect(failed.failure_reason).toContain('cannot log in with ***');
  answers.push(JSON.stringify(failed));

  await using crashing = await gitRepository(
    script('', `${show('CRASHING')} throw new Error('cannot log in with ' + process.env.CRASHING);`),
  );
  const crashingService = await createService(northstack, owner, 'crashing', { repository: crashing.url });
  await setSecret('service', crashingService, 'CRASHING', plant('crash'));
  const crashed = await deployAndWait(northstack, owner, crashingService);
  expect(crashed.status).toBe('failed');
  expect(crashed.failure_reason).toContain('***');
  answers.push(JSON.stringify(crashed));

  // Wrong inputs. What somebody sends in a document of their own may come back to them alone, so those answers are not searched.
  const wrong = plant('wrong-input');
  for (const [key, scope] of [
    ['no name', 'service'],
    ['KEY', 'galaxy'],
    ['KEY', 'environment'],
  ] as const)
    expect((await setSecret(scope, service, key, wrong)).errors).toBeDefined();
  const unsearched = answers.length;
  const literal = JSON.stringify(plant('literal'));
  await ask(
    owner,
    JSON.stringify({ query: `mutation { setSecret(scope: "service", key: "A", valeu: ${literal}) { secretId } }` }),
  );
  await ask(owner, JSON.stringify({ query: `mutation { setSecret(scope: "service", key: ${literal}` }));
  await ask(owner, `{"query": ${JSON.stringify(plant('broken-json'))}`);
  await ask({ authorization: `Bearer ${plant('token')}`.replaceAll(/[^\x21-\x7e ]/g, '') }, '{"query":"{ __typename }"}');
  answers.length = unsearched;

  // Addresses and connections.
  const inAddress = plant('address');
  const address = `https://me:${encodeURIComponent(inAddress)}@git.invalid/acme/shop.git`;
  const update = await ask(
    owner,
    JSON.stringify({
      query:
        'mutation($i: uuid!, $a: String!) { update_services_by_pk(pk_columns: { id: $i }, _set: { git_repository: $a }) { id } }',
      variables: { i: service, a: address },
    }),
  );
  expect(update.errors).toBeDefined();
  const connection = await ask(
    owner,
    JSON.stringify({
      query: `mutation($c: String!, $r: uuid!) {
        setGitConnection(host: "git.invalid", type: "token", credential: $c, requestId: $r) { gitConnectionId } }`,
      variables: { c: plant('git-token'), r: randomUUID() },
    }),
  );
  expect(connection.errors).toBeUndefined();
  const unreachable = await createService(northstack, owner, 'unreachable', { repository: 'https://git.invalid/acme/shop.git' });
  expect((await deployAndWait(northstack, owner, unreachable)).status).toBe('failed');

  // Bodies that anybody can send.
  for (const path of ['/webhooks/github', '/webhooks/gitlab', '/hooks/x', '/v1/metadata', '/api/rest/v1/projects']) {
    const answer = await northstack.fetch(path, {
      method: 'POST',
      body: JSON.stringify({ secret: plant(`body${planted.size}`) }),
    });
    await answer.text();
  }

  // Everything has been written down: the last line of the app is there, and lines are written in order.
  await eventually(
    () =>
      graphql<{ log_lines: unknown[] }>(
        northstack,
        owner,
        'query($s: uuid!) { log_lines(where: { line: { _eq: "shown" }, instance: { service_id: { _eq: $s } } }) { id } }',
        { s: service },
      ),
    ({ log_lines }) => log_lines.length > 0,
  );

  // What a member can list.
  await ask(
    owner,
    JSON.stringify({
      query: `{ secrets { key version updater { email } versions { version } } deployments { failure_reason secrets { key } }
        builds { failure_reason } service_instances { status_reason } log_lines { line } audit_log { before after } domain_events { payload }
        git_connections { host username } requests: services { git_repository } }`,
    }),
  );
  const lines = answers.at(-1) ?? '';
  for (const form of ['plain ***', 'hex ***', 'base64']) expect(lines).toContain(form);

  const hidden = createRedact([...planted]);
  const leak = (text: string) => hidden(text) !== text;
  expect(answers.filter(leak)).toEqual([]);
  const rows = await everyRow();
  expect(rows.size).toBeGreaterThan(50);
  for (const [table, texts] of rows) expect(texts.filter(leak), table).toEqual([]);
  const files = logFiles(at.data);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(readFileSync(file, 'utf8').split('\n').filter(leak), file).toEqual([]);
  expect(leak(JSON.stringify(northstack.events))).toBe(false);
}, 360_000);

/** Every table of every schema, row by row, as text. */
async function everyRow(): Promise<ReadonlyMap<string, readonly string[]>> {
  const sql = async (text: string): Promise<readonly (readonly string[])[]> => {
    const answer = await northstack.fetch('/v2/query', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hasura-admin-secret': northstack.adminSecret },
      body: JSON.stringify({ type: 'run_sql', args: { source: 'default', sql: text, read_only: true } }),
    });
    const { result } = (await answer.json()) as { result: string[][] };
    return result.slice(1);
  };
  const tables = await sql(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const rows = new Map<string, readonly string[]>();
  for (const [table = ''] of tables)
    rows.set(
      table,
      (await sql(`select to_jsonb(t)::text from ${table} t`)).map(([row]) => row ?? ''),
    );
  return rows;
}

/**
 * Logs of NorthStack, its database and its edge, and everything the local adapter keeps but the apps' own output: that is what the programs
 * themselves wrote, in files that only they and NorthStack can read.
 */
function logFiles(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(log|json|txt)$|postgres.*log/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\.(stdout|stderr)\.log$/.test(path) && !path.includes('/app/'));
}
