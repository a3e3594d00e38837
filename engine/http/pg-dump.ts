/** `POST /v1alpha1/pg_dump`: the schema as SQL text, by PostgreSQL's own `pg_dump` from the PATH. Admins only. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { EngineError } from '../error.ts';
import type { Call, Endpoint } from './call.ts';

const REQUEST = z.object({
  opts: z.array(z.string()),
  clean_output: z.boolean().default(false),
  source: z.string().default('default'),
});
const MAX_OUTPUT_BYTES = 256 << 20;
const TIMEOUT_MS = 120_000;
const run = promisify(execFile);

export function pgDumpEndpoint(databaseUrl: string, env: Readonly<Record<string, string | undefined>>): Endpoint {
  const handle = async (call: Call) => {
    const body = await call.json();
    await call.authenticateAdmin(body);
    const parsed = REQUEST.safeParse(body);
    if (!parsed.success)
      throw new EngineError('parse-failed', 'expected {opts: [String], clean_output: Boolean, source: String}');
    const { opts, clean_output: isCleaned } = parsed.data;
    if (opts.some(writesOrConnects))
      throw new EngineError('bad-request', 'options that name a file, a host or a database are refused');
    const dump = await dumpText(databaseUrl, opts, env);
    return { status: 200, contentType: 'application/sql', body: isCleaned ? clean(dump) : dump };
  };
  return { methods: ['POST'], errors: 'api', handle };
}

/** `-f`, `-d`, `-h`, `-p`, `-U`, `-F d` and their long forms: the dump goes to the caller, from our database. */
const writesOrConnects = (option: string): boolean =>
  /^(-[a-zA-Z]*[fdhpUW]|--(file|dbname|host|port|username|password))/.test(option);

async function dumpText(
  databaseUrl: string,
  opts: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const url = new URL(databaseUrl);
  const password = decodeURIComponent(url.password);
  url.password = '';
  try {
    const { stdout } = await run('pg_dump', [...opts, '--encoding', 'utf8', `--dbname=${url.href}`], {
      env: { PATH: env.PATH, PGPASSWORD: password },
      maxBuffer: MAX_OUTPUT_BYTES,
      timeout: TIMEOUT_MS,
    });
    return stdout;
  } catch (error) {
    throw new EngineError('unexpected', 'error while executing pg_dump', {
      internal: error instanceof Error ? error.message.replaceAll(password || '\0', '***') : String(error),
      cause: error,
    });
  }
}

/** Without what would disturb a migration: settings of the session, comments, event-trigger functions' triggers, empty lines. */
export function clean(dump: string): string {
  return dump
    .split('\n')
    .filter((line) => !/^(SET |SELECT pg_catalog\.set_config|--|$)/.test(line))
    .filter((line) => !/^CREATE TRIGGER "?notify_hasura_|^COMMENT ON EXTENSION|^CREATE SCHEMA public;/.test(line))
    .join('\n');
}
