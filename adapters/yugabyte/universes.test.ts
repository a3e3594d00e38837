/** Universes of an emulated operator, whose servers are real PostgreSQL: the port's contract, and what goes wrong on the way. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe, vi } from 'vitest';
import type { DatabaseProvider } from '../../domain/ports/database-provider.ts';
import { type DatabasesUnderTest, databaseProviderContract } from '../../test/contracts/database-provider.contract.ts';
import { openYugabyteEmulator, type YugabyteEmulator } from '../../test/emulators/yugabyte/emulator.ts';
import { readKubeconfig } from '../kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../kubernetes/client/open-client.ts';
import { openUniverses, type UniverseOptions } from './open-universes.ts';
import { openPlace } from './place.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const STORAGE = {
  location: 's3://backups/northstack',
  access: { keyId: 'key', secret: 'secret-of-storage' },
  endpoint: 's3.example.test',
  region: null,
  pathStyle: true,
};

async function openUnderTest(changes: Partial<UniverseOptions> = {}, version: '2026' | '0.1.6' = '2026') {
  const directory = await mkdtemp(join(tmpdir(), 'northstack-yugabyte-'));
  await chmod(directory, 0o711);
  const emulator: YugabyteEmulator = await openYugabyteEmulator({ directory, version });
  const hints: string[] = [];
  const unknown: string[] = [];
  const problems: unknown[] = [];
  const closing: (() => Promise<void>)[] = [];
  const open = (): DatabaseProvider => {
    const client = openKubernetesClient(readKubeconfig(emulator.cluster.kubeconfig()), { timeoutMs: 2_000 });
    const universes = openUniverses({
      places: [openPlace({ region: null, client, namespace: emulator.namespace })],
      versions: ['2025.2.2.1-b1'],
      storageClass: 'standard',
      providerName: null,
      tls: false,
      authority: null,
      maximumNodes: 9,
      pooling: { kind: 'ysql' },
      storage: STORAGE,
      snapshots: { intervalSeconds: 3600, retentionSeconds: 86_400 },
      hint: ({ id }) => hints.push(id),
      onUnknown: (what) => unknown.push(what),
      onProblem: (_, problem) => problems.push(problem),
      settleMs: 5_000,
      pollMs: 100,
      ...changes,
    });
    closing.push(async () => {
      await universes[Symbol.asyncDispose]();
      await client[Symbol.asyncDispose]();
    });
    return universes;
  };
  let provider = open();
  return {
    emulator,
    unknown,
    problems,
    hints,
    get provider() {
      return provider;
    },
    wish: { engine: 'yugabytedb', nodes: 3 } as const,
    sql: query,
    reopen: async () => {
      await closing.at(-1)?.();
      provider = open();
      return provider;
    },
    [Symbol.asyncDispose]: async () => {
      for (const close of closing) await close();
      await emulator[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  } satisfies DatabasesUnderTest & Record<string, unknown>;
}

const query: DatabasesUnderTest['sql'] & {} = async ({ host, port }, { databaseName }, { username, password }, text) => {
  const client = new pg.Client({ host, port, database: databaseName, user: username, password, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

describe('contract', () => databaseProviderContract(openUnderTest));
