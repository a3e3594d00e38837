/** A session's token as it will be when it has expired: the same claims, signed by the installation's own key, in the past. */
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt, SignJWT } from 'jose';
import { deriveSigningKey } from '../../../actions/signing-keys.ts';
import type { Headers } from './graphql.ts';

export function expiredToken(data: string, headers: Headers): Promise<string> {
  const claims = decodeJwt(headers.authorization?.replace('Bearer ', '') ?? '');
  const root = createPrivateKey(readFileSync(join(data, 'secrets/jwt-ed25519.pem'), 'utf8'));
  const { privateKey, publicJwk } = deriveSigningKey(root, 1);
  const anHourAgo = Math.floor(Date.now() / 1000) - 3600;
  return new SignJWT({ ...claims, iat: anHourAgo - 900, exp: anHourAgo })
    .setProtectedHeader({ alg: 'EdDSA', kid: publicJwk.kid })
    .sign(privateKey);
}
