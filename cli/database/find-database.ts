/** Finds the database somebody means: `project/database` in an environment, or its id. */
import { Fault } from '../../kit/fault.ts';
import { type DatabaseLineFragment, DatabasesDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { splitServiceName } from '../service/find-service.ts';

/** @throws Fault gone `database-not-found`, reject `database-ambiguous` | `invalid-name` */
export async function findDatabase({ client }: Connection, name: string, environment: string): Promise<DatabaseLineFragment> {
  const { project, service: database } = splitServiceName(name);
  const { databases } = await client.request(
    DatabasesDocument,
    { project: project ?? '%', database, environment },
    { idempotent: true },
  );
  const [first, ...others] = databases;
  if (!first)
    throw new Fault('gone', { code: 'database-not-found', message: `There is no database «${name}» in «${environment}».` });
  if (others.length === 0) return first;
  const names = databases.map(databaseName).join(', ');
  throw new Fault('reject', { code: 'database-ambiguous', message: `«${name}» could be ${names}. Name the project too.` });
}

export const databaseName = (database: DatabaseLineFragment): string => `${database.project.slug}/${database.slug}`;
