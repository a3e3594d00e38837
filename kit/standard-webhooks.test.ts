import { expect, test } from 'vitest';
import { newSigningSecret, signMessage } from './standard-webhooks.ts';

test('the example of the specification', () => {
  const body = '{"event_type":"ping","data":{"success":true}}';
  const message = { id: 'msg_loFOjxBNrRLzqYUf', at: 1731705121_999, body };
  expect(signMessage(message, ['whsec_plJ3nmyCDGBKInavdOK15jsl'])).toEqual({
    'webhook-id': 'msg_loFOjxBNrRLzqYUf',
    'webhook-timestamp': '1731705121',
    'webhook-signature': 'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
  });
});

test('each of several secrets signs', () => {
  const secrets = [newSigningSecret(), newSigningSecret()];
  const message = { id: 'a', at: 0, body: '{}' };
  const one = secrets.map((secret) => signMessage(message, [secret])['webhook-signature']);
  expect(signMessage(message, secrets)['webhook-signature']).toBe(one.join(' '));
  expect(new Set(one).size).toBe(2);
});
