/** Writes answers: one `writeHead` with a flat header list, one `end`; compressed when the client wants it and it pays. */
import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  /** Further headers, names and values in turn. */
  readonly headers?: readonly string[];
}

export const JSON_TYPE = 'application/json; charset=utf-8';
const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

/** Below this many bytes an answer fits one packet either way. */
const COMPRESS_FROM_BYTES = 1400;

export const json = (value: unknown, status = 200, headers?: readonly string[]): Reply => ({
  status,
  contentType: JSON_TYPE,
  body: JSON.stringify(value),
  ...(headers ? { headers } : {}),
});

/** Resolves to the bytes sent. `acceptEncoding` null or a small body: sent as it is. */
export function send(
  res: ServerResponse,
  reply: Reply,
  common: readonly string[],
  acceptEncoding: string | undefined,
): number | Promise<number> {
  const size = typeof reply.body === 'string' ? Buffer.byteLength(reply.body) : reply.body.length;
  if (acceptEncoding !== undefined && size >= COMPRESS_FROM_BYTES && !res.req.method?.startsWith('HEAD')) {
    const encoding = chooseEncoding(acceptEncoding);
    if (encoding !== null) return sendCompressed(res, reply, common, encoding);
  }
  write(res, reply, reply.body, size, common, ['Content-Type', reply.contentType]);
  return size;
}

async function sendCompressed(res: ServerResponse, reply: Reply, common: readonly string[], encoding: 'br' | 'gzip') {
  const plain = Buffer.from(reply.body);
  const packed =
    encoding === 'br'
      ? await brotliAsync(plain, { params: { [zlib.BROTLI_PARAM_QUALITY]: 4, [zlib.BROTLI_PARAM_SIZE_HINT]: plain.length } })
      : await gzipAsync(plain, { level: 4 });
  const own = ['Content-Type', reply.contentType, 'Content-Encoding', encoding];
  write(res, reply, packed, packed.length, common, own);
  return packed.length;
}

function write(
  res: ServerResponse,
  reply: Reply,
  body: string | Buffer,
  size: number,
  common: readonly string[],
  own: string[],
): void {
  if (res.headersSent || res.destroyed) return;
  own.push('Content-Length', String(size), ...common);
  if (reply.headers) own.push(...reply.headers);
  res.writeHead(reply.status, own);
  if (res.req.method === 'HEAD') res.end();
  else res.end(body);
}

/** The encoding a client prefers among ours, by RFC 9110 §12.5.3; null: none. */
export function chooseEncoding(accept: string): 'br' | 'gzip' | null {
  const weights = new Map<string, number>();
  for (const part of accept.toLowerCase().split(',')) {
    const [name, ...parameters] = part.split(';').map((p) => p.trim());
    const q = parameters.find((p) => p.startsWith('q='));
    if (name) weights.set(name, q === undefined ? 1 : Number(q.slice(2)) || 0);
  }
  const weight = (name: string) => weights.get(name) ?? weights.get('*') ?? 0;
  const [br, gz] = [weight('br'), weight('gzip')];
  if (br <= 0 && gz <= 0) return null;
  return br >= gz ? 'br' : 'gzip';
}
