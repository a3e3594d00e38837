/**
 * The two WebSocket subprotocols as data (dialect §7.1): how a client's text is read and how our messages are written.
 * Answers arrive as JSON text and are spliced into the frame, never parsed again.
 */
import { parseJsonText } from '../http/json-body.ts';
import { parseRequestJson } from '../json.ts';

export type ClientMessage =
  | { readonly kind: 'init'; readonly payload: unknown }
  | { readonly kind: 'start'; readonly id: string; readonly payload: unknown }
  | { readonly kind: 'stop'; readonly id: string }
  | { readonly kind: 'ping'; readonly payload: unknown }
  | { readonly kind: 'pong' }
  | { readonly kind: 'terminate' }
  | { readonly kind: 'bad'; readonly reason: string };

export interface Protocol {
  readonly name: 'graphql-ws' | 'graphql-transport-ws';
  readonly types: { readonly start: string; readonly stop: string; readonly next: string };
  readonly isLegacy: boolean;
  readonly keepalive: string;
}

export const LEGACY: Protocol = {
  name: 'graphql-ws',
  types: { start: 'start', stop: 'stop', next: 'data' },
  isLegacy: true,
  keepalive: '{"type":"ka"}',
};

export const TRANSPORT: Protocol = {
  name: 'graphql-transport-ws',
  types: { start: 'subscribe', stop: 'complete', next: 'next' },
  isLegacy: false,
  keepalive: '{"type":"ping","payload":{"message":"keepalive"}}',
};

export const ACK = '{"type":"connection_ack"}';

/** `graphql-transport-ws` when it is offered; everything else is answered with `graphql-ws`. */
export const chooseProtocol = (offered: ReadonlySet<string>): Protocol => (offered.has(TRANSPORT.name) ? TRANSPORT : LEGACY);

export function readMessage(protocol: Protocol, text: string): ClientMessage {
  if (text === '{"type":"pong"}') return PONG;
  let message: unknown;
  try {
    message = parseJsonText(text, parseRequestJson);
  } catch (error) {
    return bad(error instanceof Error ? error.message.replace(/^Error in \$: /, '') : 'not JSON');
  }
  if (typeof message !== 'object' || message === null || !('type' in message) || typeof message.type !== 'string')
    return bad('key "type" not found');
  const payload = 'payload' in message ? message.payload : undefined;
  const withId = <T extends ClientMessage>(make: (id: string) => T): ClientMessage =>
    'id' in message && typeof message.id === 'string' && message.id !== ''
      ? make(message.id)
      : bad(`key "id" not found in a ${String(message.type)} message`);
  switch (message.type) {
    case 'connection_init':
      return { kind: 'init', payload };
    case protocol.types.start:
      return withId((id) => ({ kind: 'start', id, payload }));
    case protocol.types.stop:
      return withId((id) => ({ kind: 'stop', id }));
    case 'connection_terminate':
      return protocol.isLegacy ? { kind: 'terminate' } : unknownType(message.type);
    case 'ping':
      return protocol.isLegacy ? unknownType(message.type) : { kind: 'ping', payload };
    case 'pong':
      return protocol.isLegacy ? unknownType(message.type) : PONG;
    default:
      return unknownType(message.type);
  }
}

const PONG: ClientMessage = { kind: 'pong' };
const bad = (reason: string): ClientMessage => ({ kind: 'bad', reason: `parsing ClientMessage failed: Error in $: ${reason}` });
const unknownType = (type: string): ClientMessage => bad(`unexpected type for ClientMessage: ${type.slice(0, 50)}`);

/** What stands before an answer's body in a frame; `}` comes after it. Made once an operation. */
export const nextPrefix = (protocol: Protocol, id: string): string =>
  `{"type":"${protocol.types.next}","id":${JSON.stringify(id)},"payload":`;

export const completeMessage = (id: string): string => `{"type":"complete","id":${JSON.stringify(id)}}`;

export const pongMessage = (payload: unknown): string =>
  payload === undefined ? '{"type":"pong"}' : JSON.stringify({ type: 'pong', payload });

export const connectionError = (payload: unknown): string => JSON.stringify({ type: 'connection_error', payload });

/** An error before anything ran. `errors` is the JSON text of the list. */
export function refusedMessage(protocol: Protocol, id: string, errors: string): string {
  const payload = protocol.isLegacy ? `{"errors":${errors}}` : errors;
  return `{"type":"error","id":${JSON.stringify(id)},"payload":${payload}}`;
}

/** An error while running: legacy sends it as an answer, and the operation lives on; the newer protocol ends the operation. */
export function failedMessage(protocol: Protocol, id: string, errors: string): string {
  return protocol.isLegacy ? `${nextPrefix(protocol, id)}{"errors":${errors}}}` : refusedMessage(protocol, id, errors);
}

/** The list of errors in an answer's body (`{"errors":[…]}`), null for data. */
export function errorsIn(body: string): string | null {
  return body.startsWith(ERRORS) ? body.slice(ERRORS.length, -1) : null;
}

const ERRORS = '{"errors":';

/** Why a socket is closed. Codes: RFC 6455 §7.4.1 and the graphql-transport-ws protocol. */
export interface Close {
  readonly code: number;
  readonly reason: string;
}

const close = (code: number, text: string): Close => ({ code, reason: closeReason(code, text) });

export const CLOSE = {
  initTimeout: close(4408, 'Connection initialisation timed out'),
  tooManyInits: close(4429, 'Too many initialisation requests'),
  unauthorized: close(4401, 'Unauthorized'),
  forbidden: close(4403, 'Forbidden'),
  terminated: close(1000, 'Connection terminated'),
  metadataChanged: close(1012, 'Closing all websocket connections as the metadata has changed'),
  ended: close(4403, 'Session ended'),
  shutdown: close(1001, 'Server is shutting down'),
  bad: (text: string) => close(4400, text),
  duplicate: (id: string) => close(4409, `Subscriber for ${id} already exists`),
  expired: (protocol: Protocol) => close(protocol.isLegacy ? 1000 : 4403, 'Token expired'),
} as const;

/** Hasura's form; a close frame holds at most 123 bytes. */
function closeReason(code: number, text: string): string {
  for (let length = text.length; ; length -= 1) {
    const reason = JSON.stringify({ server_error_msg: `${code}: ${text.slice(0, length)}` });
    if (Buffer.byteLength(reason) <= 123) return reason;
  }
}
