/** What an operator is told when settings of databases and virtual clusters are wrong, before anything is opened. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { expect, test } from 'vitest';
import { openLocalClusters } from '../../adapters/local/clusters/open-clusters.ts';
import { createClosers } from '../closers.ts';
import { openDatabases } from './databases.ts';
import type { Part } from './part.ts';
import { openTenants } from './tenants.ts';

const part = (environment: Readonly<Record<string, string>>): Part => ({
  environment,
  log: pino({ level: 'silent' }),
  closers: createClosers(),
  logs: { append: () => {} },
  hint: () => {},
  allowed: [],
  local: () => Promise.reject(new Error('nothing is local here')),
});

test('what is missing or wrong is named, all at once', async () => {
  const yugabyte = { NORTHSTACK_DATABASES: 'yugabyte', NORTHSTACK_YUGABYTE_MAXIMUM_NODES: 'many' };
  await expect(openDatabases(part(yugabyte))).rejects.toThrow(
    /NORTHSTACK_YUGABYTE_KUBECONFIG is missing.*NORTHSTACK_YUGABYTE_VERSIONS is missing.*NORTHSTACK_YUGABYTE_MAXIMUM_NODES/,
  );
  const vcluster = { NORTHSTACK_TENANTS: 'vcluster', NORTHSTACK_VCLUSTER_SERVER: 'https://one.example.com' };
  await expect(openTenants(part(vcluster), openLocalClusters())).rejects.toThrow(
    /ARGOCD_KUBECONFIG is missing.*VCLUSTER_SERVER must be an address/,
  );
  await expect(openDatabases(part({ NORTHSTACK_DATABASES: 'oracle' }))).rejects.toThrow(/must be local or yugabyte/);
});

test('with its settings each is opened, in several clusters, without asking any of them', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'northstack-settings-'));
  try {
    const kubeconfig = join(directory, 'kubeconfig');
    await writeFile(
      kubeconfig,
      JSON.stringify({
        'current-context': 'c',
        clusters: [{ name: 'k', cluster: { server: 'http://127.0.0.1:1' } }],
        users: [{ name: 'u', user: { token: 'token' } }],
        contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
      }),
    );
    const here = part({
      NORTHSTACK_DATABASES: 'yugabyte',
      NORTHSTACK_YUGABYTE_KUBECONFIG: `eu=${kubeconfig},us=${kubeconfig}`,
      NORTHSTACK_YUGABYTE_VERSIONS: '2025.2.2.1-b1, 2024.2.4.0-b89',
      NORTHSTACK_TENANTS: 'vcluster',
      NORTHSTACK_VCLUSTER_ARGOCD_KUBECONFIG: kubeconfig,
      NORTHSTACK_VCLUSTER_SERVER: 'https://{namespace}.tenants.example.com',
    });
    const databases = await openDatabases(here);
    expect(databases.capabilities).toMatchObject({
      provider: 'yugabyte',
      engines: [{ engine: 'yugabytedb', versions: ['2025.2.2.1-b1', '2024.2.4.0-b89'] }],
      // No place for them was named.
      backups: false,
      pointInTime: 'none',
    });
    const legacy = { ...here, environment: { ...here.environment, NORTHSTACK_YUGABYTE_OPERATOR: 'legacy' } };
    expect((await openDatabases(legacy)).capabilities).toMatchObject({ provider: 'yugabyte-legacy', backups: false });
    expect((await openTenants(here, openLocalClusters())).capabilities).toEqual({ provider: 'vcluster', unavailable: null });
    await here.closers.close((name, error) => expect.fail(`${name}: ${error}`));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
