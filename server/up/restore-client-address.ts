/** The client behind the edge: over the unix socket between us there is no address, only what the edge wrote down. */
import type { IncomingMessage } from 'node:http';
import { clientAddress } from '../../kit/client-address.ts';

/**
 * Makes `request.socket.remoteAddress` the client's, for whoever limits or logs by it. Connections from the edge are used for one
 * request after the other, so it is set again for each.
 */
export function restoreClientAddress(request: IncomingMessage): void {
  const value = clientAddress(request.headers['x-forwarded-for']?.toString() ?? '');
  Object.defineProperty(request.socket, 'remoteAddress', { value, configurable: true });
}
