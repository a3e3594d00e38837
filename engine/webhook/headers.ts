/** Which headers a webhook gets: those of the metadata, the engine's own, and the client's where they are forwarded. */
import type { WebhookHeader } from '../model/triggers.ts';

/** Client headers that describe the client's own connection (Hasura's list), and those a connection owns. */
const NOT_FORWARDED = new Set([
  'content-length',
  'content-md5',
  'user-agent',
  'host',
  'origin',
  'referer',
  'accept',
  'accept-encoding',
  'accept-language',
  'accept-datetime',
  'cache-control',
  'connection',
  'dnt',
  'content-type',
  'keep-alive',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'proxy-authorization',
  'proxy-connection',
]);

/** The client's headers as a webhook sees them: without session variables, with `X-Forwarded-Host` and `-User-Agent`. */
export function forwardedHeaders(client: Readonly<Record<string, string>>): Record<string, string> {
  const forwarded: Record<string, string> = {};
  for (const [name, value] of Object.entries(client)) {
    const lower = name.toLowerCase();
    if (lower === 'host') forwarded['X-Forwarded-Host'] = value;
    else if (lower === 'user-agent') forwarded['X-Forwarded-User-Agent'] = value;
    else if (!NOT_FORWARDED.has(lower) && !lower.startsWith('x-hasura-') && !lower.startsWith('sec-websocket-'))
      forwarded[name] = value;
  }
  return forwarded;
}

export const engineHeaders = (version: string): Record<string, string> => ({
  'Content-Type': 'application/json',
  'User-Agent': `hasura-graphql-engine/${version}`,
});

export const configuredHeaders = (headers: readonly WebhookHeader[]): Record<string, string> =>
  Object.fromEntries(headers.map((h) => [h.name, h.value]));

/** Joins header sets; a later one wins over an earlier one whatever its spelling. */
export function mergeHeaders(...sets: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const merged = new Map<string, readonly [string, string]>();
  for (const set of sets) for (const [name, value] of Object.entries(set)) merged.set(name.toLowerCase(), [name, value]);
  return Object.fromEntries(merged.values());
}

/** How headers stand in logs and in `extensions.internal`: a value from the environment by its variable's name. */
export type LoggedHeader =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly value_from_env: string };

export const loggedHeaders = (
  configured: readonly WebhookHeader[],
  others: Readonly<Record<string, string>>,
  showEnv = false,
): LoggedHeader[] => [
  ...configured.map((h) =>
    h.fromEnv === null || showEnv ? { name: h.name, value: h.value } : { name: h.name, value_from_env: h.fromEnv },
  ),
  ...Object.entries(others).map(([name, value]) => ({ name, value })),
];
