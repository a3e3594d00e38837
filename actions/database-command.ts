/** What commands for a database have in common: find it as the caller, and say what is in the way. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { type CommandedDatabaseFragment, DatabaseForCommandDocument } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { requireMayChange } from './protected.ts';
import { asMember, type Member } from './session.ts';

export const databaseAnswer = z.object({ databaseId: z.guid() });

export type CommandedDatabase = CommandedDatabaseFragment;

/** @throws Fault gone | auth */
export async function findDatabase({ graphql }: ActionDeps, member: Member, databaseId: string): Promise<CommandedDatabase> {
  const { databases_by_pk: database } = await graphql.request(
    DatabaseForCommandDocument,
    { databaseId },
    { headers: asMember(member), idempotent: true },
  );
  if (database === null || database.status === 'deleted') {
    throw new Fault('gone', { code: 'database-not-found', message: 'There is no such database. Check the id.' });
  }
  requireMayChange(database.environment, member);
  return database;
}

/** @throws Fault conflict */
export function requireStatus({ status }: CommandedDatabase, allowed: readonly CommandedDatabase['status'][]): void {
  if (allowed.includes(status)) return;
  throw new Fault('conflict', {
    code: 'database-busy',
    message:
      status === 'failed' || status === 'deleting'
        ? `The database is ${status}. Delete it, or make another.`
        : status === 'lost'
          ? 'The database is lost. Restore one of its backups, or delete it.'
          : `The database is ${status.replace('_', ' ')} at the moment. Try again when it is running.`,
  });
}
