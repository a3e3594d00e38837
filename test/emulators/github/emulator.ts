/**
 * The part of GitHub's REST API that sets and lists commit statuses, for tests and `up --emulate`. What it takes is held against the vendor's stored
 * schema of the `status` event, which GitHub would send for each.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { Ajv, type ValidateFunction } from 'ajv';
import { z } from 'zod';
import { type Answer, createFaults, type Faults } from '../faults.ts';

export interface GivenStatus {
  readonly repository: string;
  readonly commit: string;
  readonly context: string;
  readonly state: string;
  readonly description: string;
  readonly url: string | null;
}

export interface GitHostEmulator extends AsyncDisposable {
  /** Of its API. */
  readonly url: string;
  readonly token: string;
  readonly faults: Faults;
  readonly violations: readonly string[];
  /** In the order in which they were set. */
  readonly statuses: readonly GivenStatus[];
}

export interface GitHostOptions {
  readonly port?: number;
  /** `acme/shop`. */
  readonly repositories: readonly string[];
  readonly token?: string;
}

const SCHEMA = new URL('../../../../shared/specs/github/octokit-webhooks-schemas-7.6.1.schema.json', import.meta.url).pathname;
const wanted = z.strictObject({
  state: z.enum(['error', 'failure', 'pending', 'success']),
  context: z.string().default('default'),
  description: z.string().max(140).nullable().default(null),
  target_url: z.url().nullable().default(null),
});

export async function openGithubEmulator({
  port = 0,
  repositories,
  token = 'ghp_emulated',
}: GitHostOptions): Promise<GitHostEmulator> {
  const faults = createFaults();
  const statuses: GivenStatus[] = [];
  const violations: string[] = [];
  const isEvent = eventSchema();

  const handle = (request: IncomingMessage, text: string): Answer => {
    const { pathname } = new URL(request.url ?? '/', 'http://github');
    if (request.headers['user-agent'] === undefined) violations.push('every request names a user agent');
    if (request.headers['x-github-api-version'] !== '2022-11-28') violations.push('every request names a version of the API');
    if (request.headers.authorization !== `Bearer ${token}`) return json(401, { message: 'Bad credentials' });
    const [, repository = '', list, create] =
      /^\/repos\/([^/]+\/[^/]+)\/(?:commits\/([0-9a-f]{40})\/statuses|statuses\/([0-9a-f]{40}))$/.exec(pathname) ?? [];
    if (!repositories.includes(repository)) return json(404, { message: 'Not Found' });
    if (request.method === 'GET' && list !== undefined) {
      const found = statuses.filter((s) => s.repository === repository && s.commit === list).reverse();
      return json(
        200,
        found.map(({ url, ...s }, i) => ({ id: found.length - i, ...s, target_url: url })),
      );
    }
    if (request.method !== 'POST' || create === undefined) return json(404, { message: 'Not Found' });
    const body = wanted.safeParse(JSON.parse(text));
    if (!body.success) {
      violations.push(z.prettifyError(body.error));
      return json(422, { message: 'Validation Failed', errors: [] });
    }
    const { target_url: url, description, ...rest } = body.data;
    const status = { repository, commit: create, ...rest, description: description ?? '', url };
    if (isEvent !== null && !isEvent({ ...body.data, sha: create })) violations.push(JSON.stringify(isEvent.errors));
    statuses.push(status);
    return json(201, { id: statuses.length, url: `${pathname}/${statuses.length}`, ...body.data, creator: {} });
  };
  const { url, close } = await serve(port, (request, text) => handle(request, text), faults);
  return { url, token, faults, violations, statuses, [Symbol.asyncDispose]: close };
}

/** Of the event that GitHub sends for a status, the part a status is made of; null: the schema is not there. */
function eventSchema(): ValidateFunction | null {
  if (!existsSync(SCHEMA)) return null;
  const names = ['sha', 'state', 'context', 'description', 'target_url'];
  const event = z
    .object({ definitions: z.object({ status$event: z.object({ properties: z.record(z.string(), z.unknown()) }) }) })
    .parse(JSON.parse(readFileSync(SCHEMA, 'utf8'))).definitions.status$event.properties;
  const properties = Object.fromEntries(names.map((name) => [name, event[name]]));
  return new Ajv({ strict: false }).compile({ type: 'object', required: names, properties, additionalProperties: false });
}

export async function serve(
  port: number,
  handle: (request: IncomingMessage, text: string) => Answer,
  faults: Faults,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer({ keepAliveTimeout: 120_000 }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    await faults.serve(request, response, async () => handle(request, Buffer.concat(chunks).toString('utf8')));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
