import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanObservation, ScanSubject, VulnerabilityScanner } from '../../domain/ports/vulnerability-scanner.ts';
import { vulnerabilityScannerContract } from '../../test/contracts/vulnerability-scanner.contract.ts';
import { makeTrivyEmulator, type TrivyEmulator } from '../../test/emulators/trivy/emulator.ts';
import { eventually } from '../../test/support/eventually.ts';
import { openTrivy, type TrivyOptions } from './open-trivy.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const image = (reference: string, more: Partial<ScanSubject> = {}): ScanSubject => ({
  ...{ kind: 'image', reference, digest: null, credential: null },
  ...more,
});
const bad = {
  VulnerabilityID: 'CVE-1',
  PkgName: 'openssl',
  InstalledVersion: '1',
  FixedVersion: '2',
  Severity: 'CRITICAL',
} as const;

let folder: string;
let trivy: TrivyEmulator;
const opened: AsyncDisposable[] = [];
const open = async (more: Partial<TrivyOptions> = {}): Promise<VulnerabilityScanner & AsyncDisposable> => {
  const scanner = await openTrivy({
    ...{
      command: trivy.command,
      directory: await mkdtemp(join(folder, 'data-')),
      server: null,
      timeoutMs: 30_000,
      ignoreUnfixed: false,
    },
    environment: { PATH: process.env.PATH ?? '' },
    observe: () => {},
    ...more,
  });
  opened.push(scanner);
  return scanner;
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'northstack-policy-trivy-'));
  trivy = await makeTrivyEmulator(folder);
  await trivy.finds({
    'registry.example.com/bad:1': [bad],
    'registry.example.com/clean:1': [],
    [`registry.example.com/private@${DIGEST}`]: [],
    'registry.example.com/broken:1': 'broken',
    'registry.example.com/garbage:1': 'garbage',
    'registry.example.com/hang:1': 'hang',
    [folder]: [bad],
  });
});
afterAll(async () => {
  for (const scanner of opened) await scanner[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const ended = (scanner: VulnerabilityScanner, subject: ScanSubject): Promise<ScanObservation> =>
  eventually(
    () => scanner.scan(subject),
    ({ state }) => state !== 'scanning',
  );
const callsFor = async (target: string) => (await trivy.calls()).filter(({ args }) => args.at(-1) === target);

vulnerabilityScannerContract('trivy', async () => ({
  scanner: await open(),
  subjects: [image('registry.example.com/bad:1'), image('registry.example.com/clean:1'), { ...image(folder), kind: 'directory' }],
}));

test('what it finds is what is told; nothing found is scanned all the same', async () => {
  const scanner = await open();
  expect(await ended(scanner, image('registry.example.com/bad:1'))).toMatchObject({
    state: 'scanned',
    scanner: 'Trivy 0.74.0',
    findings: [{ id: 'CVE-1', severity: 'critical', fixedVersion: '2' }],
  });
  expect(await ended(scanner, image('registry.example.com/clean:1'))).toMatchObject({ state: 'scanned', findings: [] });
});

test('asked ten times at once it looks once', async () => {
  const scanner = await open();
  const before = (await callsFor('registry.example.com/bad:1')).length;
  await Promise.all(Array.from({ length: 10 }, () => scanner.scan(image('registry.example.com/bad:1'))));
  await ended(scanner, image('registry.example.com/bad:1'));
  expect((await callsFor('registry.example.com/bad:1')).length).toBe(before + 1);
});

test('a credential is in a file of its own for that registry, not among the arguments or in the environment, and gone afterwards', async () => {
  const directory = await mkdtemp(join(folder, 'data-'));
  const scanner = await open({ directory });
  const credential = { registry: 'registry.example.com', username: 'robot', password: 'correct horse' };
  const subject = image('registry.example.com/private:latest', { digest: DIGEST, credential });
  expect(await ended(scanner, subject)).toMatchObject({ state: 'scanned' });
  const [call] = await callsFor(`registry.example.com/private@${DIGEST}`);
  expect(call?.mode).toBe('600');
  const auth = Buffer.from('robot:correct horse').toString('base64');
  expect(JSON.parse(call?.config ?? '')).toEqual({ auths: { 'registry.example.com': { auth } } });
  const visible = JSON.stringify([call?.args, call?.environment]);
  for (const secret of ['correct horse', auth]) expect(visible).not.toContain(secret);
  expect(await readdir(join(directory, 'work'))).toEqual([]);
});

test("without a credential nobody's is used, and nothing of our environment is passed on", async () => {
  const scanner = await open({ server: 'http://trivy:4954', ignoreUnfixed: true, environment: { PATH: '', TRIVY_TOKEN: 't' } });
  await ended(scanner, image('registry.example.com/clean:1'));
  const call = (await callsFor('registry.example.com/clean:1')).at(-1);
  expect(call?.config).toBe('{"auths":{}}');
  expect(Object.keys(call?.environment ?? {}).sort()).toEqual(['DOCKER_CONFIG', 'HOME', 'PATH', 'TMPDIR', 'TRIVY_TOKEN']);
  expect(call?.args).toEqual(
    expect.arrayContaining(['--server', 'http://trivy:4954', '--ignore-unfixed', '--image-src', 'remote']),
  );
});

describe('what cannot be scanned is not called clean', () => {
  test.each([
    ['an image that is not there', image('registry.example.com/none:1'), /The scan failed: .*unable to find/],
    ['an answer that is no report', image('registry.example.com/garbage:1'), /The scan failed/],
    ['what could be taken for an option', image('--config=/etc/passwd'), /no name/],
    ['a directory elsewhere', { ...image('artifacts/1'), kind: 'directory' as const }, /not on this machine/],
  ] as const)('%s', async (_name, subject, reason) => {
    expect(await ended(await open(), subject)).toMatchObject({ state: 'not-scanned', reason: expect.stringMatching(reason) });
  });

  test('a scanner that is not installed', async () => {
    const scanner = await open({ command: join(folder, 'nothing') });
    expect(await ended(scanner, image('registry.example.com/bad:1'))).toMatchObject({ state: 'not-scanned' });
  });

  test('a scan without end, which is ended with all it started', async () => {
    const scanner = await open({ timeoutMs: 500 });
    expect(await ended(scanner, image('registry.example.com/hang:1'))).toMatchObject({
      state: 'not-scanned',
      reason: expect.stringContaining('did not end'),
    });
  });

  test('a scan that NorthStack does not wait for', async () => {
    const scanner = await open();
    expect(await scanner.scan(image('registry.example.com/hang:1'))).toEqual({ state: 'scanning' });
    await scanner[Symbol.asyncDispose]();
  });
});

test('a database that could not be had is tried again', async () => {
  expect(await ended(await open(), image('registry.example.com/broken:1'))).toMatchObject({ state: 'scanned', findings: [] });
});

const installed = spawnSync('trivy', ['--version']).status === 0;
if (!installed) console.warn('trivy: skipped, it is not installed; its command line was only emulated');
test.skipIf(!installed)('Trivy itself reads a folder without looking anything up', async () => {
  const source = await mkdtemp(join(folder, 'source-'));
  await writeFile(join(source, 'README'), 'nothing to find here');
  const scanner = await open({ command: 'trivy', timeoutMs: 60_000 });
  // Without its database it says so; with it, it finds nothing.
  expect(['scanned', 'not-scanned']).toContain((await ended(scanner, { ...image(source), kind: 'directory' })).state);
});
