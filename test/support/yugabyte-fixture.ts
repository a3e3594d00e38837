/** The YugabyteDB adapter over the emulated operator, whose servers are real PostgreSQL, as tests of it open it. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll } from 'vitest';
import { readKubeconfig } from '../../adapters/kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../../adapters/kubernetes/client/open-client.ts';
import { openUniverses, type UniverseOptions } from '../../adapters/yugabyte/open-universes.ts';
import { openPlace } from '../../adapters/yugabyte/place.ts';
import type { DatabaseProvider } from '../../domain/ports/database-provider.ts';
import type { DatabasesUnderTest } from '../contracts/database-provider.contract.ts';
import { openYugabyteEmulator, type YugabyteEmulator } from '../emulators/yugabyte/emulator.ts';
import { makeTemplate } from '../emulators/yugabyte/server.ts';

let template: { readonly directory: string; readonly made: Promise<string> } | undefined;
afterAll(async () => {
  if (template) await rm(template.directory, { recursive: true, force: true });
});

/** One for all emulators of a test file. */
async function sharedTemplate(): Promise<string> {
  if (template === undefined) {
    const directory = await mkdtemp(join(tmpdir(), 'northstack-yugabyte-template-'));
    template ??= { directory, made: makeTemplate(directory) };
  }
  return await template.made;
}

const STORAGE = {
  location: 's3://backups/northstack',
  access: { keyId: 'key', secret: 'secret-of-storage' },
  endpoint: 's3.example.test',
  region: null,
  pathStyle: true,
};

export async function openYugabyteUnderTest(
  changes: Partial<UniverseOptions> = {},
  { version = '2026', timeoutMs = 30_000 }: { readonly version?: '2026' | '0.1.6'; readonly timeoutMs?: number } = {},
) {
  const directory = await mkdtemp(join(tmpdir(), 'northstack-yugabyte-'));
  await chmod(directory, 0o711);
  const emulator: YugabyteEmulator = await openYugabyteEmulator({ directory, version, template: sharedTemplate });
  const hints: string[] = [];
  const unknown: string[] = [];
  const problems: unknown[] = [];
  const closing: (() => Promise<void>)[] = [];
  const open = (more: Partial<UniverseOptions> = {}): DatabaseProvider => {
    const client = openKubernetesClient(readKubeconfig(emulator.cluster.kubeconfig()), { timeoutMs });
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
      ...more,
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
    sql: queryUniverse,
    strike: () => {
      emulator.strike();
    },
    reopen: async (more: Partial<UniverseOptions> = {}) => {
      await closing.at(-1)?.();
      provider = open(more);
      return provider;
    },
    [Symbol.asyncDispose]: async () => {
      for (const close of closing) await close();
      await emulator[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  } satisfies DatabasesUnderTest & Record<string, unknown>;
}

export const queryUniverse: DatabasesUnderTest['sql'] & {} = async (
  { host, port },
  { databaseName },
  { username, password },
  text,
) => {
  const client = new pg.Client({ host, port, database: databaseName, user: username, password, connectionTimeoutMillis: 60_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};
