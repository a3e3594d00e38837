/** Who the console speaks as. Kept for this tab only, so that closing it signs out. */
export interface Identity {
  /** The admin secret; `''` where the engine needs none, null while nobody has said. */
  readonly secret: string | null;
  /** The role to act in. */
  readonly role: string;
}

const KEY = 'engine-console';

export function readIdentity(): Identity {
  const stored = sessionStorage.getItem(KEY);
  const value: unknown = stored === null ? null : JSON.parse(stored);
  const text = (key: string): string | null => {
    const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
    return typeof found === 'string' ? found : null;
  };
  return { secret: text('secret'), role: text('role') ?? 'admin' };
}

export const rememberIdentity = (identity: Identity): void => sessionStorage.setItem(KEY, JSON.stringify(identity));
export const forgetSecret = (): void => sessionStorage.removeItem(KEY);

export const identityHeaders = ({ secret, role }: Identity): Record<string, string> => ({
  ...(secret ? { 'x-hasura-admin-secret': secret } : {}),
  ...(role === 'admin' || role === '' ? {} : { 'x-hasura-role': role }),
});
