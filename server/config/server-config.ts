/** NorthStack's own settings, read in this one place from the environment; the engine's `HASURA_GRAPHQL_*` are parsed by the engine. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../kit/fault.ts';
import { baseDomain } from './base-domain.ts';
import { type OidcProviderConfig, oidcProviders } from './oidc-config.ts';

export interface ServerConfig {
  /** An own PostgreSQL or YugabyteDB instead of the embedded server. */
  readonly databaseUrl: string | null;
  readonly dataDirectory: string;
  readonly port: number;
  /** Addresses to listen on. */
  readonly hosts: readonly string[];
  /** Services are `<service>.<project>.<baseDomain>`. */
  readonly baseDomain: string;
  /** How the outside reaches us when something stands in front, null: derived from host and port. */
  readonly publicUrl: string | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly adminEmail: string;
  readonly signUp: 'open' | 'invitation';
  readonly oidc: readonly OidcProviderConfig[];
  readonly outgoing: OutgoingConfig;
  /** The platforms are emulated: to be said wherever something of theirs is shown. */
  readonly emulate: boolean;
}

/** What leaves by itself: webhooks, notifications, e-mail. */
export interface OutgoingConfig {
  /** Host names, addresses and networks of our own that users' webhooks may reach; `*`: all. */
  readonly allowed: readonly string[];
  /** null: no mail server. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
}

export interface ServerFlags {
  readonly data?: string | undefined;
  readonly port?: string | undefined;
  readonly host?: string | undefined;
  readonly emulate?: boolean | undefined;
}

const schema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  NORTHSTACK_DATA: z.string().min(1).default('.northstack'),
  NORTHSTACK_PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be 1 to 65535')
    .max(65_535, 'must be 1 to 65535')
    .default(8080),
  NORTHSTACK_HOST: z.string().min(1).default('localhost'),
  NORTHSTACK_DOMAIN: baseDomain,
  NORTHSTACK_PUBLIC_URL: z.url('is not a URL').optional(),
  NORTHSTACK_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], 'must be debug, info, warn or error').default('info'),
  NORTHSTACK_OIDC: oidcProviders,
  NORTHSTACK_SIGN_UP: z.enum(['open', 'invitation'], 'must be open or invitation').default('invitation'),
  NORTHSTACK_OUTGOING_ALLOW: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((entry) => entry !== ''))
    .refine(
      (entries) =>
        entries.every((entry) =>
          /^(\*|[A-Za-z0-9][A-Za-z0-9.-]*(\/\d{1,2})?|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(\/\d{1,3})?)$/.test(entry),
        ),
      'must be host names, addresses or networks, separated by commas, or *',
    ),
  NORTHSTACK_SMTP_URL: z
    .url('is not a URL')
    .regex(/^smtps?:\/\/[^/?#]+$/, 'must be smtp://user:password@host:port or smtps://…')
    .optional(),
  NORTHSTACK_MAIL_FROM: z
    .string()
    .regex(/^([^<>\r\n]+<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/, 'must be an address or Name <address>')
    .default('NorthStack <northstack@localhost>'),
  NORTHSTACK_ADMIN_EMAIL: z.email('is not an e-mail address').default('admin@northstack.local'),
});

/** How a setting is called by whoever gave it. */
const flagOf: Readonly<Record<string, string>> = {
  NORTHSTACK_DATA: '--data',
  NORTHSTACK_PORT: '--port',
  NORTHSTACK_HOST: '--host',
};

/** Flags win over the environment. Relative directories are meant from `cwd`. @throws Fault reject `invalid-settings` naming every wrong one */
export function parseServerConfig(
  env: Readonly<Record<string, string | undefined>>,
  flags: ServerFlags,
  cwd: string,
): ServerConfig {
  const emulate = flags.emulate ?? false;
  // Emulated rows stay apart from real ones.
  const data = flags.data ?? (emulate && !env.NORTHSTACK_DATA ? '.northstack-emulated' : undefined);
  const given = { NORTHSTACK_DATA: data, NORTHSTACK_PORT: flags.port, NORTHSTACK_HOST: flags.host };
  const present = Object.entries({ ...env, ...definedOf(given) }).filter(([, value]) => value !== undefined && value !== '');
  const parsed = schema.safeParse(Object.fromEntries(present));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => {
      const name = String(path[0]);
      return `${name in definedOf(given) ? flagOf[name] : name} ${message}`;
    });
    throw new Fault('reject', { code: 'invalid-settings', message: `Settings are wrong: ${problems.join('; ')}.` });
  }
  const settings = parsed.data;
  return {
    databaseUrl: settings.DATABASE_URL ?? null,
    dataDirectory: resolve(cwd, settings.NORTHSTACK_DATA),
    port: settings.NORTHSTACK_PORT,
    // The browser resolves *.localhost to either.
    hosts:
      settings.NORTHSTACK_HOST === 'localhost'
        ? ['127.0.0.1', '::1']
        : [settings.NORTHSTACK_HOST === '*' ? '0.0.0.0' : settings.NORTHSTACK_HOST],
    baseDomain: emulate ? `emulated.${settings.NORTHSTACK_DOMAIN}` : settings.NORTHSTACK_DOMAIN,
    emulate,
    publicUrl: settings.NORTHSTACK_PUBLIC_URL?.replace(/\/$/, '') ?? null,
    logLevel: settings.NORTHSTACK_LOG_LEVEL,
    adminEmail: settings.NORTHSTACK_ADMIN_EMAIL,
    signUp: settings.NORTHSTACK_SIGN_UP,
    oidc: settings.NORTHSTACK_OIDC,
    outgoing: {
      allowed: settings.NORTHSTACK_OUTGOING_ALLOW,
      smtpUrl: settings.NORTHSTACK_SMTP_URL ?? null,
      mailFrom: settings.NORTHSTACK_MAIL_FROM,
    },
  };
}

const definedOf = <T extends object>(object: T): Partial<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;
