/** Who asks: one role and the session variables of a request (dialect §3.1, §3.2). */
export interface Session {
  /** `admin` bypasses every permission. */
  readonly role: string;
  /** Lower-case `x-hasura-*` names (with `x-hasura-role`, without the admin secret) to text; JWT arrays and objects as JSON text. */
  readonly variables: Readonly<Record<string, string>>;
  /** True when the request may use `backend_only` permissions: admin secret given and `x-hasura-use-backend-only-permissions: true`. */
  readonly backendOnly: boolean;
  /** Milliseconds since the epoch at which the token ends, null when it does not. */
  readonly expiresAt: number | null;
}

/** Which sessions were ended before their tokens. Asked with every request and for every socket, so it answers from memory. */
export interface Revocation {
  isRevoked(session: Session): boolean;
  /** Calls back when more sessions were ended: their sockets are closed then. */
  onChange(listener: () => void): void;
}

export const ADMIN: Session = { role: 'admin', variables: { 'x-hasura-role': 'admin' }, backendOnly: true, expiresAt: null };
