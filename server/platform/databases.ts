/** `NORTHSTACK_DATABASES`: who makes databases. */
import { openLocalDatabases } from '../../adapters/local/databases/open-databases.ts';
import type { DatabaseProvider } from '../../domain/ports/database-provider.ts';
import { choose } from '../config/settings.ts';
import type { Part } from './part.ts';

export async function openDatabases({ environment, closers, local }: Part): Promise<DatabaseProvider> {
  switch (choose(environment, 'NORTHSTACK_DATABASES', ['local'])) {
    case 'local': {
      const databases = await openLocalDatabases(await local());
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
  }
}
