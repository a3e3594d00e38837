/** The client behind the edge: over the unix socket between us there is no address, only what the edge wrote down. */
import type { IncomingMessage } from 'node:http';

/**
 * Makes `request.socket.remoteAddress` the client's, for whoever limits or logs by it. Connections from the edge are used for one
 * request after the other, so it is set again for each.
 */
export function restoreClientAddress(request: IncomingMessage): void {
  const value = clientAddress(request.headers['x-forwarded-for']?.toString() ?? '');
  Object.defineProperty(request.socket, 'remoteAddress', { value, configurable: true });
}

/** The edge appends its own peer. When that is a proxy of this machine, the entry before it is the client. */
export function clientAddress(forwardedFor: string): string {
  const hops = forwardedFor.split(',').map((hop) => hop.trim());
  const last = hops.at(-1) ?? '';
  return /^(127\.|::1$|::ffff:127\.)/.test(last) ? (hops.at(-2) ?? last) : last;
}
