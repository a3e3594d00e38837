/** Settings of `northstack serve`: our services beside a Hasura that somebody else runs. */
import { z } from 'zod';
import { Fault } from '../../kit/fault.ts';
import { baseDomain } from './base-domain.ts';
import { type OidcProviderConfig, oidcProviders } from './oidc-config.ts';

export interface ServeConfig {
  /** The engine's `/v1/graphql`. */
  readonly graphqlUrl: string;
  readonly adminSecret: string;
  /** What the engine sends as `x-northstack-secret`. */
  readonly webhookSecret: string;
  /** Ed25519, PKCS 8 PEM. The keys that sign sessions and the tokens in mails are derived from it. */
  readonly jwtPrivateKey: string;
  /** Key-encryption keys of secrets, separated by commas, the current one first; null: secrets are kept elsewhere. */
  readonly secretKeys: string | null;
  readonly signUp: 'open' | 'invitation';
  readonly oidc: readonly OidcProviderConfig[];
  /** Where people's browsers find the API, without a slash at the end. */
  readonly publicUrl: string;
  /** What the names of apps end with. */
  readonly baseDomain: string;
  /** There is a mail server; `events` sends. */
  readonly sendsMail: boolean;
  readonly host: string;
  readonly port: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
}

const schema = z.object({
  NORTHSTACK_GRAPHQL_URL: z.url('must be the address of /v1/graphql'),
  HASURA_GRAPHQL_ADMIN_SECRET: z.string('is required').min(1, 'is required'),
  NORTHSTACK_WEBHOOK_SECRET: z.string('is required').min(16, 'must have at least 16 characters'),
  // Env files hold line ends as \n.
  NORTHSTACK_JWT_PRIVATE_KEY: z
    .string('is required')
    .transform((text) => text.replaceAll('\\n', '\n').trim())
    .refine((text) => text.startsWith('-----BEGIN PRIVATE KEY-----'), 'must be a PKCS 8 key in PEM form'),
  NORTHSTACK_SECRET_KEYS: z
    .string()
    .regex(/^([A-Za-z0-9_-]{43}(,[A-Za-z0-9_-]{43})*)?$/, 'must be keys of 32 bytes in base64url, separated by commas')
    .optional(),
  NORTHSTACK_OIDC: oidcProviders,
  NORTHSTACK_SIGN_UP: z.enum(['open', 'invitation'], 'must be open or invitation').default('invitation'),
  NORTHSTACK_API_URL: z.url('is not a URL').default('http://localhost:8080'),
  NORTHSTACK_DOMAIN: baseDomain,
  NORTHSTACK_SMTP_URL: z.string().optional(),
  NORTHSTACK_LISTEN_HOST: z.string().default('127.0.0.1'),
  NORTHSTACK_LISTEN_PORT: z.coerce
    .number('must be a number')
    .int()
    .min(1, 'must be 1 to 65535')
    .max(65_535, 'must be 1 to 65535')
    .default(8081),
  NORTHSTACK_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], 'must be debug, info, warn or error').default('info'),
});

/** @throws Fault reject `invalid-settings` naming every wrong one */
export function parseServeConfig(env: Readonly<Record<string, string | undefined>>, port: string | undefined): ServeConfig {
  const parsed = schema.safeParse(port === undefined ? env : { ...env, NORTHSTACK_LISTEN_PORT: port });
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`);
    throw new Fault('reject', { code: 'invalid-settings', message: `Settings are wrong: ${problems.join('; ')}.` });
  }
  const { data } = parsed;
  return {
    graphqlUrl: data.NORTHSTACK_GRAPHQL_URL,
    adminSecret: data.HASURA_GRAPHQL_ADMIN_SECRET,
    webhookSecret: data.NORTHSTACK_WEBHOOK_SECRET,
    jwtPrivateKey: data.NORTHSTACK_JWT_PRIVATE_KEY,
    secretKeys: data.NORTHSTACK_SECRET_KEYS || null,
    signUp: data.NORTHSTACK_SIGN_UP,
    oidc: data.NORTHSTACK_OIDC,
    publicUrl: data.NORTHSTACK_API_URL.replace(/\/$/, ''),
    baseDomain: data.NORTHSTACK_DOMAIN,
    sendsMail: (data.NORTHSTACK_SMTP_URL ?? '') !== '',
    host: data.NORTHSTACK_LISTEN_HOST,
    port: data.NORTHSTACK_LISTEN_PORT,
    logLevel: data.NORTHSTACK_LOG_LEVEL,
  };
}
