import { expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

test.each([
  ['10.0.0.7', '10.0.0.7'],
  // Written by the client itself: not believed.
  ['1.2.3.4, 10.0.0.7', '10.0.0.7'],
  // A TLS proxy of this machine passed it on.
  ['10.0.0.7, 127.0.0.1', '10.0.0.7'],
  ['10.0.0.7, ::ffff:127.0.0.1', '10.0.0.7'],
  ['127.0.0.1', '127.0.0.1'],
  ['', ''],
])('%s comes from %s', (forwardedFor, client) => {
  expect(clientAddress(forwardedFor)).toBe(client);
});
