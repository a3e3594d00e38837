/**
 * The console in a real browser, against a real engine: it loads without a network, asks for the secret, runs queries as any role and
 * shows that role's schema. Needs Chromium (`CHROMIUM`, by default `/usr/bin/chromium`), so it is a suite of its own: `npm run browser`.
 */
import { execFileSync } from 'node:child_process';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Engine, parseConfig, startEngine } from '../../engine/index.ts';
import { type ScratchDatabase, scratchDatabase } from '../support/postgres.ts';

const SECRET = 'console-secret';
const PATIENCE_MS = 120_000;

let scratch: ScratchDatabase;
let engine: Engine;
let browser: Browser;
let page: Page;
/** What the page asked of anybody but this engine. */
let elsewhere: string[];
let url: string;

beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/build-console.mjs', 'dist/console']);
  scratch = await scratchDatabase({
    sql: `create table author (id int primary key, name text, salary int);
      insert into author values (1, 'Ann', 100), (2, 'Bob', 200)`,
  });
  engine = await startEngine(
    parseConfig({
      HASURA_GRAPHQL_DATABASE_URL: scratch.url,
      HASURA_GRAPHQL_ADMIN_SECRET: SECRET,
      HASURA_GRAPHQL_SERVER_HOST: '127.0.0.1',
      HASURA_GRAPHQL_SERVER_PORT: '0',
      HASURA_GRAPHQL_ENABLE_CONSOLE: 'true',
    }),
  );
  url = `http://127.0.0.1:${engine.port}`;
  const reader = { role: 'reader', permission: { columns: ['id', 'name'], filter: { id: { _eq: 1 } } } };
  const connection_info = { database_url: { from_env: 'HASURA_GRAPHQL_DATABASE_URL' } };
  const tables = [{ table: { schema: 'public', name: 'author' }, select_permissions: [reader] }];
  const source = { name: 'default', kind: 'postgres', configuration: { connection_info }, tables };
  const answer = await fetch(`${url}/v1/metadata`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hasura-admin-secret': SECRET },
    body: JSON.stringify({ type: 'replace_metadata', args: { version: 3, sources: [source] } }),
  });
  expect(answer.status).toBe(200);
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
  await engine?.[Symbol.asyncDispose]();
  await scratch?.[Symbol.asyncDispose]();
});

beforeEach(async () => {
  const context = await browser.newContext();
  elsewhere = [];
  await context.route(
    (to) => to.origin !== url && to.protocol !== 'data:' && to.protocol !== 'blob:',
    (route) => {
      elsewhere.push(route.request().url());
      return route.abort();
    },
  );
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${url}/console`);
});
afterEach(async () => {
  expect(elsewhere).toEqual([]);
  await page.context().close();
});

async function signIn(secret = SECRET): Promise<void> {
  await page.fill('#secret', secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Writes into GraphiQL's editor as a paste would, and presses its button. */
async function ask(query: string): Promise<void> {
  const editor = page.locator('.graphiql-query-editor .CodeMirror');
  await editor.waitFor();
  await editor.evaluate((element, text) => {
    if ('CodeMirror' in element) (element.CodeMirror as { setValue(value: string): void }).setValue(text);
  }, query);
  await page.getByRole('button', { name: /^Execute query/ }).click();
}

const answered = (text: string) => page.locator('.result-window', { hasText: text }).waitFor();

test('a wrong secret is told, the right one opens GraphiQL', async () => {
  await signIn('wrong');
  await page.getByRole('alert').filter({ hasText: 'does not take this admin secret' }).waitFor();
  await signIn();
  await page.locator('.graphiql-container').waitFor();
});

test('a query is answered', async () => {
  await signIn();
  await ask('{ author(order_by: {id: asc}) { name salary } }');
  await answered('"Bob"');
  await answered('200');
});

test('the schema is there to be read', async () => {
  await signIn();
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await page.locator('.graphiql-doc-explorer', { hasText: 'query_root' }).waitFor();
  await page
    .getByRole('link', { name: 'query_root' })
    .or(page.getByText('query_root', { exact: true }))
    .first()
    .click();
  await page.locator('.graphiql-doc-explorer', { hasText: 'author_by_pk' }).waitFor();
});

test('as another role there is another schema, and other rows', async () => {
  await signIn();
  await page.fill('#role', 'reader');
  await page.press('#role', 'Enter');
  await ask('{ author { name } }');
  await answered('"Ann"');
  expect(await page.locator('.result-window').innerText()).not.toContain('Bob');
  await ask('{ author { salary } }');
  await answered("field 'salary' not found in type: 'author'");
});

test('signing out forgets the secret', async () => {
  await signIn();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.locator('#secret').waitFor();
  await page.reload();
  await page.locator('#secret').waitFor();
});

test('what the server wants said stands at the top, before and after signing in', async () => {
  await page.route('**/healthz', (route) =>
    route.fulfill({ body: 'OK', headers: { 'x-notice': 'EMULATED, nothing of it is real' } }),
  );
  await page.reload();
  const notice = page.getByRole('status').filter({ hasText: 'EMULATED' });
  await notice.waitFor();
  await signIn();
  await page.locator('.graphiql-container').waitFor();
  await notice.waitFor();
  await ask('{ author { name } }');
  await answered('"author"');
});
