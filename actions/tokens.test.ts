import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { openSecretOf } from './index.ts';

test('a secret is the same for the same id, another for another, and can be an argument of a command', () => {
  const secretOf = openSecretOf(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const ids = Array.from({ length: 2_000 }, (_, id) => String(id));
  const secrets = ids.map((id) => secretOf('invitation', id));
  expect(ids.map((id) => secretOf('invitation', id))).toEqual(secrets);
  expect(new Set(secrets).size).toBe(ids.length);
  expect(secrets.filter((secret) => !/^\w[\w-]{42}$/.test(secret))).toEqual([]);
});
