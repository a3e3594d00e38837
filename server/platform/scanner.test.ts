import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startKubernetes } from '../../test/emulators/kubernetes/emulator.ts';
import { makeTrivyEmulator } from '../../test/emulators/trivy/emulator.ts';
import { eventually } from '../../test/support/eventually.ts';
import { createClosers } from '../closers.ts';
import type { Environment } from '../config/settings.ts';
import { openLog } from '../log.ts';
import { openScanner } from './scanner.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'northstack-policy-scanner-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function open(environment: Environment) {
  const closers = createClosers();
  const log = openLog({ level: 'error', file: null, redact: (text) => text });
  return {
    scanner: await openScanner({ environment, log, closers, dataDirectory: join(folder, 'data') }),
    close: () => closers.close(() => {}),
  };
}
const subject = { kind: 'image', reference: 'registry.example.com/a:1', digest: null, credential: null } as const;

test('Trivy is started with what the operator set for it, and with nothing else of ours', async () => {
  const trivy = await makeTrivyEmulator(folder);
  await trivy.finds({ [subject.reference]: [] });
  const { scanner, close } = await open({
    NORTHSTACK_SCANNER: 'trivy',
    NORTHSTACK_TRIVY_COMMAND: trivy.command,
    TRIVY_DB_REPOSITORY: 'registry.example.com/trivy-db',
    NORTHSTACK_SECRET_KEYS: 'not for it',
  });
  await eventually(
    () => scanner.scan(subject),
    ({ state }) => state === 'scanned',
  );
  const environment = (await trivy.calls()).at(-1)?.environment ?? {};
  expect(environment.TRIVY_DB_REPOSITORY).toBe('registry.example.com/trivy-db');
  expect(JSON.stringify(environment)).not.toContain('not for it');
  await close();
});

test('what is missing is said at the start', async () => {
  await expect(open({ NORTHSTACK_SCANNER: 'trivy', NORTHSTACK_TRIVY_COMMAND: '/nowhere/trivy' })).rejects.toThrow(
    'cannot be started',
  );
  await expect(open({ NORTHSTACK_SCANNER: 'trivy', NORTHSTACK_TRIVY_TIMEOUT_MINUTES: '60' })).rejects.toThrow('must be 1 to 14');
  await expect(open({ NORTHSTACK_SCANNER: 'trivy-operator' })).rejects.toThrow('NORTHSTACK_TRIVY_KUBECONFIG is required');
});

test('the operator of a cluster is asked by the kubeconfig that is named', async () => {
  await using cluster = await startKubernetes({});
  const file = join(folder, 'kubeconfig');
  await writeFile(file, cluster.kubeconfig());
  const { scanner, close } = await open({ NORTHSTACK_SCANNER: 'trivy-operator', NORTHSTACK_TRIVY_KUBECONFIG: file });
  expect(await scanner.scan(subject)).toMatchObject({ state: 'not-scanned', reason: expect.stringContaining('operator') });
  await close();
});
