/** What metadata takes from the environment: `{{VAR}}` in addresses, `value_from_env` in headers. */
import type { Header } from '../metadata/webhook-metadata.ts';
import type { WebhookHeader } from './triggers.ts';
import { Unresolvable } from './unresolvable.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export function variable(name: string, env: Environment): string {
  const value = env[name];
  if (value === undefined) throw new Unresolvable(`environment variable '${name}' not set`, 'not-found');
  return value;
}

/** `{{VAR}}/path` with every variable replaced. */
export const fillTemplate = (template: string, env: Environment): string =>
  template.replaceAll(/\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g, (_, name: string) => variable(name, env));

/** The engine's own settings, its secrets among them, never leave in a header. */
function headerVariable(name: string, env: Environment): string {
  if (!name.startsWith('HASURA_GRAPHQL_')) return variable(name, env);
  throw new Unresolvable(
    `env variables starting with "HASURA_GRAPHQL_" are not allowed in value_from_env: ${name}`,
    'parse-failed',
  );
}

export const resolveHeaders = (headers: readonly Header[] | null | undefined, env: Environment): WebhookHeader[] =>
  (headers ?? []).map((header) =>
    'value_from_env' in header
      ? { name: header.name, value: headerVariable(header.value_from_env, env), fromEnv: header.value_from_env }
      : { name: header.name, value: fillTemplate(header.value, env), fromEnv: null },
  );
