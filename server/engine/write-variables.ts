/** What the audit log and events know of a plain mutation besides who sent it: the request's id, and where it came from. */
import type { StartOptions } from '../../engine/index.ts';

/** With the admin secret whoever asks says these things themselves: actions do, of the request they answer. */
export const writeVariables: StartOptions['writeVariables'] = ({ session, requestId, address }) =>
  session.role === 'admin'
    ? {}
    : { 'x-hasura-request-id': requestId, ...(address ? { 'x-hasura-client-address': address } : {}) };
