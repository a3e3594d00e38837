/**
 * Grafana Loki's HTTP API as far as pushing and finding lines goes (grafana.com/docs/loki, "Loki HTTP API", "Limits"): tenants, labels and their
 * limits, lines that come too late for their stream, lines that come again, rates, and range queries.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { type Answer, createFaults, type Faults } from '../faults.ts';
import { parseLogQl } from './log-ql.ts';

export interface LokiLimits {
  /** Per tenant. Loki's default is 5,000. */
  readonly maxStreams: number;
  /** Default 256 KiB. */
  readonly maxLineBytes: number;
  /** Of one request. Loki's default is 4 MiB (gRPC). */
  readonly maxRequestBytes: number;
  /** Half of `max_chunk_age`: how far behind its stream's newest line one may be. Default 1 h. */
  readonly lateMs: number;
  /** `max_entries_limit_per_query`. Default 5,000. */
  readonly maxEntries: number;
}

export interface StoredLine {
  readonly at: bigint;
  readonly text: string;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface LokiEmulator extends AsyncDisposable {
  readonly url: string;
  readonly faults: Faults;
  /** What a tenant has: its lines by the labels of their stream. */
  streams(tenant?: string): ReadonlyMap<string, readonly StoredLine[]>;
  /** Bodies that were pushed and labels that were used, for looking at. */
  readonly pushes: number;
  readonly violations: readonly string[];
}

const push = z.strictObject({
  streams: z.array(
    z.strictObject({
      stream: z.record(z.string(), z.string()),
      values: z.array(
        z.union([
          z.tuple([z.string().regex(/^\d{19}$/), z.string()]),
          z.tuple([z.string().regex(/^\d{19}$/), z.string(), z.record(z.string(), z.string())]),
        ]),
      ),
    }),
  ),
});

const DEFAULTS: LokiLimits = {
  maxStreams: 5_000,
  maxLineBytes: 262_144,
  maxRequestBytes: 4_194_304,
  lateMs: 3_600_000,
  maxEntries: 5_000,
};
const MAX_LABELS = 15;

export interface LokiEmulatorOptions {
  readonly port?: number;
  readonly limits?: Partial<LokiLimits>;
  /** `auth_enabled`: then `X-Scope-OrgID` is required. */
  readonly tenants?: boolean;
  /** `Authorization` that a gateway in front asks for. */
  readonly authorization?: string;
}

export async function openLokiEmulator({
  port = 0,
  limits: given = {},
  tenants = false,
  authorization,
}: LokiEmulatorOptions = {}): Promise<LokiEmulator> {
  const limits = { ...DEFAULTS, ...given };
  const faults = createFaults();
  const byTenant = new Map<string, Map<string, { readonly labels: Record<string, string>; readonly lines: StoredLine[] }>>();
  const violations: string[] = [];
  let pushes = 0;

  const streamsOf = (tenant: string) => {
    const known = byTenant.get(tenant) ?? new Map<string, { labels: Record<string, string>; lines: StoredLine[] }>();
    byTenant.set(tenant, known);
    return known;
  };

  const take = (tenant: string, body: string): Answer => {
    pushes += 1;
    if (Buffer.byteLength(body) > limits.maxRequestBytes)
      return plain(
        413,
        `rpc error: code = ResourceExhausted desc = grpc: received message larger than max (${body.length} vs. ${limits.maxRequestBytes})`,
      );
    const parsed = push.safeParse(json(body));
    if (!parsed.success) {
      violations.push(parsed.error.message);
      return plain(400, 'couldn’t parse push request');
    }
    const streams = streamsOf(tenant);
    const refusals: string[] = [];
    let total = 0;
    for (const { stream: labels, values } of parsed.data.streams) {
      const name = `{${Object.entries(labels)
        .sort()
        .map(([key, value]) => `${key}="${value}"`)
        .join(', ')}}`;
      total += values.length;
      const refuse = (why: string, count = values.length): void => void Array.from({ length: count }, () => refusals.push(why));
      if (Object.keys(labels).length === 0) refuse('error at least one label pair is required per stream');
      else if (Object.keys(labels).length > MAX_LABELS)
        refuse(`stream '${name}' has ${Object.keys(labels).length} label names; limit ${MAX_LABELS}`);
      else if (Object.keys(labels).some((key) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)))
        refuse(`invalid label in stream ${name}`);
      else if (!streams.has(name) && streams.size >= limits.maxStreams)
        return plain(
          429,
          `Maximum active stream limit exceeded when trying to create stream ${name}, reduce the number of active streams`,
        );
      else {
        const stream = streams.get(name) ?? { labels, lines: [] };
        streams.set(name, stream);
        for (const [at, text, metadata = {}] of values) {
          const newest = stream.lines.reduce((most, line) => (line.at > most ? line.at : most), 0n);
          const line: StoredLine = { at: BigInt(at), text, metadata };
          if (Buffer.byteLength(text) > limits.maxLineBytes)
            refuse(`max entry size '${limits.maxLineBytes}' bytes exceeded for stream '${name}'`, 1);
          else if (line.at < newest - BigInt(limits.lateMs) * 1_000_000n)
            refuse(`entry for stream '${name}' has timestamp too old: ${at}, entry too far behind`, 1);
          // The same line of the same moment is the same line.
          else if (!stream.lines.some((known) => known.at === line.at && known.text === text)) stream.lines.push(line);
        }
      }
    }
    if (refusals.length === 0) return { status: 204, body: '' };
    return plain(400, `${refusals[0]}\nuser '${tenant}', total ignored: ${refusals.length} out of ${total} for stream: {}`);
  };

  const find = (tenant: string, parameters: URLSearchParams): Answer => {
    const [limit, start, end] = [
      Number(parameters.get('limit') ?? 100),
      BigInt(parameters.get('start') ?? 0),
      BigInt(parameters.get('end') ?? 0),
    ];
    if (limit > limits.maxEntries)
      return plain(
        400,
        `max entries limit per query exceeded, limit > max_entries_limit_per_query (${limit} > ${limits.maxEntries})`,
      );
    if (end <= start) return plain(400, 'end timestamp must not be before or equal to start time');
    let fits: ReturnType<typeof parseLogQl>;
    try {
      fits = parseLogQl(parameters.get('query') ?? '');
    } catch (error) {
      return plain(400, error instanceof Error ? error.message : 'parse error');
    }
    const found = [...streamsOf(tenant).values()].flatMap(({ labels, lines }) =>
      lines
        .filter((line) => line.at >= start && line.at < end && fits({ labels, metadata: line.metadata, text: line.text }))
        .map((line) => ({ labels, line })),
    );
    const backward = (parameters.get('direction') ?? 'backward') === 'backward';
    found.sort((a, b) => (a.line.at < b.line.at ? -1 : 1) * (backward ? -1 : 1));
    const result = new Map<string, { stream: Record<string, string>; values: [string, string][] }>();
    for (const { labels, line } of found.slice(0, limit)) {
      const stream = { ...labels, ...line.metadata };
      const key = JSON.stringify(stream);
      const known = result.get(key) ?? { stream, values: [] };
      result.set(key, known);
      known.values.push([String(line.at), line.text]);
    }
    const data = { resultType: 'streams', result: [...result.values()], stats: {} };
    return {
      status: 200,
      headers: { 'content-type': 'application/json; charset=UTF-8' },
      body: JSON.stringify({ status: 'success', data }),
    };
  };

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const url = new URL(request.url ?? '/', 'http://loki');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    if (url.pathname === '/ready') return plain(200, 'ready');
    if (authorization !== undefined && request.headers.authorization !== authorization) return plain(401, 'unauthorized');
    const scope = request.headers['x-scope-orgid'];
    if (tenants && scope === undefined) return plain(401, 'no org id');
    const tenant = tenants ? String(scope) : 'fake';
    if (request.method === 'POST' && url.pathname === '/loki/api/v1/push')
      return take(tenant, Buffer.concat(chunks).toString('utf8'));
    if (request.method === 'GET' && url.pathname === '/loki/api/v1/query_range') return find(tenant, url.searchParams);
    violations.push(`${request.method} ${url.pathname}`);
    return plain(404, '404 page not found');
  };

  const server = createServer(
    { keepAliveTimeout: 120_000 },
    (request, response) => void faults.serve(request, response, () => answer(request)),
  );
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`,
    faults,
    violations,
    get pushes() {
      return pushes;
    },
    streams: (tenant = 'fake') => new Map([...streamsOf(tenant)].map(([name, { lines }]) => [name, lines])),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const plain = (status: number, text: string): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: `${text}\n`,
});

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
