/** Session variables: lower-case `x-hasura-*` names to text, without the secrets (dialect §3.2). */
import { EngineError } from '../error.ts';
import type { Session } from '../session.ts';

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;
type Variables = Readonly<Record<string, string>>;

const PREFIX = 'x-hasura-';
const SECRETS = new Set(['x-hasura-admin-secret', 'x-hasura-access-key']);
export const ROLE = 'x-hasura-role';
const BACKEND_ONLY = 'x-hasura-use-backend-only-permissions';

/** The variables that lower-case headers carry. */
export function variablesFromHeaders(headers: Headers): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const name in headers) {
    if (!name.startsWith(PREFIX) || SECRETS.has(name)) continue;
    const value = headers[name];
    if (value !== undefined) variables[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return variables;
}

/** A text header, null when absent; the first of several. */
export function header(headers: Headers, name: string): string | null {
  const value = headers[name];
  if (value === undefined) return null;
  return typeof value === 'string' ? value : (value[0] ?? null);
}

/** The session of a caller we trust (admin secret, or no authentication at all): the role is the one asked for, `admin` if none. */
export function trustedSession(headers: Headers): Session {
  const variables = variablesFromHeaders(headers);
  const role = variables[ROLE] || 'admin';
  variables[ROLE] = role;
  return { role, variables, backendOnly: isBackend(variables[BACKEND_ONLY]), expiresAt: null };
}

/** The session of a role that was decided elsewhere; a role among the variables is overruled. */
export function sessionOf(role: string, variables: Variables, expiresAt: number | null): Session {
  return { role, variables: { ...variables, [ROLE]: role }, backendOnly: false, expiresAt };
}

const TRUE = ['true', 't', 'yes', 'y'];
const FALSE = ['false', 'f', 'no', 'n'];

function isBackend(text: string | undefined): boolean {
  if (text === undefined || FALSE.includes(text.toLowerCase())) return false;
  if (TRUE.includes(text.toLowerCase())) return true;
  const values = `True values are ${JSON.stringify(TRUE)} and  False values are ${JSON.stringify(FALSE)}`;
  throw new EngineError('bad-request', `${BACKEND_ONLY}:  Not a valid boolean text. ${values}. All values are case insensitive`);
}
