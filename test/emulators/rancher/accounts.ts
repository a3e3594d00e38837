/** Rancher's users and their tokens: who signs in with which password, what a token is good for, and until when. */
import { randomBytes } from 'node:crypto';
import type { Kubernetes } from '../kubernetes/emulator.ts';

export interface Token {
  readonly id: string;
  readonly secret: string;
  readonly userId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly description: string;
  /** null: for all of Rancher. */
  readonly clusterId: string | null;
  /** The kubeconfig it was made for. */
  readonly kubeconfig: string | null;
}

export interface Accounts {
  readonly tokens: ReadonlyMap<string, Token>;
  /** null: nobody, or not any more. */
  authenticate(authorization: string | undefined): Token | null;
  issue(userId: string, ttlMs: number, more?: Partial<Pick<Token, 'description' | 'clusterId' | 'kubeconfig'>>): Token;
  revoke(id: string): void;
  setPassword(userId: string, password: string): void;
  /** The user's id; null: wrong name or password, or nobody who may sign in. */
  signIn(username: string, password: string): string | null;
}

export const ADMIN = 'user-admin';
export const PASSWORDS = 'cattle-local-user-passwords';

export function createAccounts(
  cluster: Kubernetes,
  adminToken: string,
  { endsAt = Number.POSITIVE_INFINITY, longestMs }: { readonly endsAt: number | undefined; readonly longestMs: number },
): Accounts {
  const tokens = new Map<string, Token>();
  const passwords = new Map<string, string>();
  const [adminId = '', adminSecret = ''] = adminToken.split(':');
  const plain = { description: '', clusterId: null, kubeconfig: null };
  tokens.set(adminId, { id: adminId, secret: adminSecret, userId: ADMIN, expiresAt: endsAt, ...plain });
  const users = () => cluster.objects('users.management.cattle.io');
  return {
    tokens,
    authenticate: (authorization) => {
      const [id = '', secret] = (/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '').split(':');
      const token = tokens.get(id);
      if (token === undefined || token.secret !== secret || token.expiresAt <= Date.now()) return null;
      // A user's tokens go with the user.
      return users().some(({ metadata }) => metadata.name === token.userId) ? token : null;
    },
    issue: (userId, ttlMs, more = {}) => {
      const id = `token-${randomBytes(4).toString('hex')}`;
      const secret = randomBytes(24).toString('hex');
      const token = { ...plain, ...more, id, secret, userId, expiresAt: Date.now() + Math.min(ttlMs, longestMs) };
      tokens.set(id, token);
      return token;
    },
    revoke: (id) => tokens.delete(id),
    setPassword: (userId, password) => passwords.set(userId, password),
    signIn: (username, password) => {
      const user = users().find((u) => u.username === username && u.enabled !== false);
      const mayEnter = cluster
        .objects('globalrolebindings.management.cattle.io')
        .some((b) => b.userName === user?.metadata.name && b.globalRoleName === 'user-base');
      return user && mayEnter && passwords.get(user.metadata.name) === password ? user.metadata.name : null;
    },
  };
}
