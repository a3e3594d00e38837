/**
 * The REST API of Open Policy Agent without its language: policies are kept as text, and a document is what a function says it is as soon as a policy
 * of its package is there. No Rego is evaluated here; the shipped policies are run by `opa` itself where that is installed (test/policies).
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { type Answer, createFaults, type Faults } from '../faults.ts';

export interface OpaEmulatorOptions {
  readonly port?: number;
  /** What a document is for an input; undefined: it is not defined. By its path, for example `northstack/deployment`. */
  readonly documents: Readonly<Record<string, (input: unknown) => unknown>>;
  readonly token?: string;
}

export interface OpaEmulator extends AsyncDisposable {
  readonly url: string;
  readonly faults: Faults;
  readonly policies: ReadonlyMap<string, string>;
  readonly requests: readonly string[];
  /** What it was asked to decide, last one last. */
  readonly inputs: readonly unknown[];
  /** As OPA does that keeps its policies in memory. */
  restart(): void;
  /** Whether its bundles are loaded. Default: they are. */
  setBundles(state: 'loaded' | 'loading'): void;
}

export async function openOpaEmulator({ port = 0, documents, token }: OpaEmulatorOptions): Promise<OpaEmulator> {
  const faults = createFaults();
  const policies = new Map<string, string>();
  const requests: string[] = [];
  const inputs: unknown[] = [];
  let bundles: 'loaded' | 'loading' = 'loaded';
  const packages = () => new Set([...policies.values()].map((text) => packageOf(text)?.replaceAll('.', '/')));

  const put = (id: string, text: string): Answer => {
    if (packageOf(text) === null) return refused('rego_parse_error', 'package expected', { file: id, row: 1, col: 1 });
    if (!balanced(text))
      return refused('rego_parse_error', 'unexpected eof token', { file: id, row: text.split('\n').length, col: 1 });
    policies.set(id, text);
    return json(200, {});
  };
  const handle = (request: IncomingMessage, text: string): Answer => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://opa');
    const method = request.method ?? '';
    requests.push(`${method} ${pathname}`);
    if (pathname === '/health')
      return searchParams.has('bundles') && bundles === 'loading'
        ? json(500, { error: 'not all configured bundles are activated' })
        : json(200, {});
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`)
      return json(401, { code: 'unauthorized', message: 'request rejected by administrative policy' });
    const policy = /^\/v1\/policies\/(.+)$/.exec(pathname)?.[1];
    if (pathname === '/v1/policies' && method === 'GET')
      return json(200, { result: [...policies].map(([id, raw]) => ({ id, raw, ast: {} })) });
    if (policy !== undefined && method === 'PUT') return put(decodeURIComponent(policy), text);
    if (policy !== undefined && method === 'DELETE')
      return policies.delete(decodeURIComponent(policy))
        ? json(200, {})
        : json(404, { code: 'resource_not_found', message: 'storage_not_found_error: policy id not found' });
    const path = /^\/v1\/data\/(.+)$/.exec(pathname)?.[1];
    if (path !== undefined && method === 'POST') {
      const input = inputOf(text);
      inputs.push(input);
      const result = packages().has(path) ? documents[path]?.(input) : undefined;
      return json(200, { decision_id: randomUUID(), ...(result === undefined ? {} : { result }) });
    }
    return json(404, { code: 'resource_not_found', message: 'not found' });
  };

  const server = createServer({ keepAliveTimeout: 120_000 }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    await faults.serve(request, response, async () => handle(request, Buffer.concat(chunks).toString('utf8')));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`,
    faults,
    policies,
    requests,
    inputs,
    restart: () => policies.clear(),
    setBundles: (state) => {
      bundles = state;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const packageOf = (text: string): string | null => /^package ([a-z_.]+)\s*$/m.exec(text)?.[1] ?? null;

/** As far as a policy is looked at: its brackets, outside of strings and comments. */
function balanced(text: string): boolean {
  const code = text.replaceAll(/"(?:[^"\\]|\\.)*"|#.*$/gm, '');
  const count = (characters: string) => [...code].filter((c) => characters.includes(c)).length;
  return count('{') === count('}') && count('[') === count(']') && count('(') === count(')');
}

function inputOf(text: string): unknown {
  const body: unknown = text === '' ? {} : JSON.parse(text);
  return typeof body === 'object' && body !== null && 'input' in body ? body.input : undefined;
}

const json = (status: number, body: object): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const refused = (code: string, message: string, location: object): Answer =>
  json(400, {
    code: 'invalid_parameter',
    message: 'error(s) occurred while compiling module(s)',
    errors: [{ code, message, location }],
  });
