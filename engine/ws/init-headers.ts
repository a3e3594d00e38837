/** The headers a socket's session is made from: those of `connection_init` over those of the handshake. Pure. */

/** Of the handshake itself, not of the requests that follow. */
const HANDSHAKE = new Set([
  'connection',
  'upgrade',
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-protocol',
  'sec-websocket-extensions',
  'sec-websocket-accept',
]);

export function initHeaders(handshake: Readonly<Record<string, string>>, payload: unknown): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(handshake)) if (!HANDSHAKE.has(name)) headers[name] = value;
  if (typeof payload !== 'object' || payload === null || !('headers' in payload)) return headers;
  const given: unknown = payload.headers;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return headers;
  for (const [name, value] of Object.entries(given)) {
    const lower = name.toLowerCase();
    if (lower === '__proto__') continue;
    if (typeof value === 'string') headers[lower] = value;
    else if (typeof value === 'number' || typeof value === 'boolean') headers[lower] = String(value);
  }
  return headers;
}
