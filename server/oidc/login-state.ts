/**
 * What a sign-in at a provider is checked with when the person comes back, sealed in a cookie of the browser that began it: nobody can
 * bring another one's answer, and nothing is kept here (JWE, dir, A256GCM).
 */
import { createPrivateKey, hkdfSync } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';

const schema = z.object({
  provider: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Where the browser goes in the end. */
  redirect: z.string(),
  challenge: z.string(),
});

export type LoginState = z.output<typeof schema>;

export const LOGIN_SECONDS = 600;

export interface LoginSeal {
  seal(state: LoginState): Promise<string>;
  /** null for what was not sealed here, was changed or is too old. */
  open(text: string): Promise<LoginState | null>;
}

/** @param rootKey Ed25519, PKCS 8 PEM */
export function openLoginSeal(rootKey: string): LoginSeal {
  const root = createPrivateKey(rootKey).export({ type: 'pkcs8', format: 'der' });
  const key = new Uint8Array(hkdfSync('sha256', root, '', 'oidc-login', 32));
  return {
    seal: (state) =>
      new EncryptJWT(state)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setIssuedAt()
        .setExpirationTime(`${LOGIN_SECONDS} s`)
        .encrypt(key),
    open: async (text) => {
      try {
        const { payload } = await jwtDecrypt(text, key, {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        });
        return schema.parse(payload);
      } catch {
        return null;
      }
    },
  };
}
