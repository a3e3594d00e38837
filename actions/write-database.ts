/** Writes a new database with its credentials and all that belongs to it in one transaction, and translates what stands in the way. */
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { ProvisionDatabaseDocument, type ProvisionDatabaseMutationVariables } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import type { Effect, RequestRow } from './once.ts';

export function writeDatabase(
  { graphql }: ActionDeps,
  slug: string,
  rows: Omit<ProvisionDatabaseMutationVariables, keyof RequestRow>,
): Effect<unknown>['run'] {
  return async (row, options) => {
    try {
      await graphql.request(ProvisionDatabaseDocument, { ...row, ...rows }, options);
    } catch (error) {
      throw translate(error, slug);
    }
  };
}

function translate(error: unknown, slug: string): unknown {
  if (!(error instanceof GraphqlError)) return error;
  if (error.message.includes('databases_slug_idx'))
    return new Fault('conflict', {
      code: 'slug-taken',
      message: `There is a database "${slug}" in this environment already. Choose another name.`,
      cause: error,
    });
  if (error.message.includes('backup_schedules_cron_check'))
    return new Fault('reject', {
      code: 'invalid-schedule',
      message: 'A backup schedule has five fields: minute, hour, day of month, month, day of week.',
      cause: error,
    });
  if (error.message.includes('database_bindings_variable'))
    return new Fault('conflict', {
      code: 'variable-taken',
      message: 'One of these services has the address of another database in DATABASE_URL. Bind it with another variable.',
      cause: error,
    });
  return error;
}
