/** `NORTHSTACK_DATABASES`: who makes databases. */
import { openLocalDatabases } from '../../adapters/local/databases/open-databases.ts';
import type { DatabaseCapabilities, DatabaseProvider } from '../../domain/ports/database-provider.ts';
import { choose } from '../config/settings.ts';
import { openObjects } from './objects.ts';
import type { LookingPart, Part } from './part.ts';
import { openYugabyteDatabases } from './yugabyte.ts';

const NAMES = ['local', 'yugabyte'] as const;

export async function openDatabases(part: Part): Promise<DatabaseProvider> {
  const databases = await openOf(part);
  switch (choose(part.environment, 'NORTHSTACK_DATABASES_LOST', ['tell', 'make-anew'])) {
    case 'tell':
      return databases;
    case 'make-anew':
      return { ...databases, apply: (desired, signal) => databases.apply({ ...desired, madeBefore: false }, signal) };
  }
}

async function openOf(part: Part): Promise<DatabaseProvider> {
  const { environment, closers, local } = part;
  switch (choose(environment, 'NORTHSTACK_DATABASES', NAMES)) {
    case 'local': {
      const databases = await openLocalDatabases({ ...(await local()), objects: await openObjects(part) });
      closers.add({
        name: 'databases',
        close: async () => {
          await databases.stopServers();
          await databases[Symbol.asyncDispose]();
        },
        timeoutMs: 60_000,
      });
      return databases;
    }
    case 'yugabyte':
      return await openYugabyteDatabases(part, { looking: false });
  }
}

/** null: those of a machine are known to that machine only. */
export async function lookAtDatabases(part: LookingPart): Promise<DatabaseCapabilities | null> {
  switch (choose(part.environment, 'NORTHSTACK_DATABASES', NAMES)) {
    case 'local':
      return null;
    case 'yugabyte':
      return (await openYugabyteDatabases(part, { looking: true })).capabilities;
  }
}
