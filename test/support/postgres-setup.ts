/** Starts one PostgreSQL cluster for the whole test run; tests clone databases of their own from it (see postgres.ts). */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startCluster } from '../../adapters/local/postgres/cluster.ts';
import { createMigratedTemplate } from './migrated.ts';
import { freePort } from './ports.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser address of the maintenance database of the run's cluster. */
    postgresUrl: string;
  }
}

export default async function setup(project: TestProject) {
  const directory = await mkdtemp(join(tmpdir(), 'northstack-pg-'));
  const cluster = await startCluster({
    directory: join(directory, 'data'),
    port: await freePort(),
    password: 'test',
    // A test cluster never survives a crash, so it need not pay for durability.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  });
  await createMigratedTemplate(cluster.url('postgres'));
  project.provide('postgresUrl', cluster.url('postgres'));
  return async () => {
    await cluster.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
