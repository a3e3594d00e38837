/** Which headers pass the edge (RFC 9110 §7.6.1) and what it adds about the client. */
import type { IncomingMessage } from 'node:http';

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const forwarded = new Set(['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto']);

/** Name and value alternating, as `http.request` and `writeHead` take them: case, order and repetitions are kept. */
export function endToEndHeaders(message: IncomingMessage): string[] {
  const named = (message.headers.connection ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  return select(message.rawHeaders, (name) => !hopByHop.has(name) && !named.includes(name));
}

/**
 * The client as the service sees it. A proxy in front of us (it reaches us over loopback, terminating TLS, say) is believed;
 * others cannot pretend.
 */
export function forwardedHeaders(request: IncomingMessage): string[] {
  const client = request.socket.remoteAddress ?? '';
  const believed = client === '127.0.0.1' || client === '::1' || client === '::ffff:127.0.0.1';
  const given = (name: string) => (believed ? request.headers[name]?.toString() : undefined);
  const before = given('x-forwarded-for');
  return [
    'X-Forwarded-For',
    before ? `${before}, ${client}` : client,
    'X-Forwarded-Host',
    given('x-forwarded-host') ?? request.headers.host ?? '',
    'X-Forwarded-Proto',
    given('x-forwarded-proto') ?? 'http',
  ];
}

export const withoutForwarded = (headers: readonly string[]): string[] => select(headers, (name) => !forwarded.has(name));

function select(headers: readonly string[], keep: (lowerCaseName: string) => boolean): string[] {
  const kept: string[] = [];
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const [name, value] = [headers[i] ?? '', headers[i + 1] ?? ''];
    if (keep(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}
