/** `NORTHSTACK_DATABASES`: who makes databases. */
import { openLocalDatabases } from '../../adapters/local/databases/open-databases.ts';
import type { DatabaseProvider } from '../../domain/ports/database-provider.ts';
import { choose } from '../config/settings.ts';
import type { Part } from './part.ts';
import { openYugabyteDatabases } from './yugabyte-databases.ts';

export async function openDatabases(part: Part): Promise<DatabaseProvider> {
  const { environment, closers, local } = part;
  switch (choose(environment, 'NORTHSTACK_DATABASES', ['local', 'yugabyte'])) {
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
    case 'yugabyte':
      return await openYugabyteDatabases(part);
  }
}
