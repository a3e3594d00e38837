/** The addresses of databases that a service was given, as variables of its environment. */
import { databaseUrl } from '../domain/values/database-url.ts';
import { Fault } from '../kit/fault.ts';
import type { BoundDatabaseFragment } from '../sdk/generated.ts';
import { openLogins } from './database-logins.ts';
import type { ReconcileDeps } from './deps.ts';

/** Only of databases in the environment the service runs in. @throws Fault retry while one has no address yet, reject when one is gone */
export async function openBindings(
  deps: ReconcileDeps,
  environmentId: string,
  bindings: readonly BoundDatabaseFragment[],
): Promise<Readonly<Record<string, string>>> {
  const here = bindings.filter((b) => b.database.environment_id === environmentId && b.database.status !== 'deleted');
  const opened = await Promise.all(here.map(async (binding) => [binding.variable, await addressOf(deps, binding)] as const));
  return Object.fromEntries(opened);
}

async function addressOf(deps: ReconcileDeps, { database, use_pooler, variable }: BoundDatabaseFragment): Promise<string> {
  const { slug, status, database_name: databaseName } = database;
  if (status === 'failed' || status === 'deleting')
    throw new Fault('reject', {
      code: 'database-gone',
      message: `${variable} is the address of the database "${slug}", which is ${status}. Bind another one, or none.`,
    });
  const pooled = use_pooler && database.pooler_host !== null;
  const [host, port] = pooled ? [database.pooler_host, database.pooler_port] : [database.host, database.port];
  const [login] = await openLogins(deps, database);
  if (host === null || port === null || !login)
    throw new Fault('retry', { code: 'database-not-ready', message: `The database "${slug}" is not ready yet.` });
  return databaseUrl({ host, port, ...login, databaseName });
}
