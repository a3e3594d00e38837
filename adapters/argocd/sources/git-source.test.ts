/** Manifests in a real git repository: several writers at once, changes of people between them, and a clone that was left in the middle. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Fault } from '../../../kit/fault.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { type GitRepository, gitRepository } from '../../../test/support/git-repository.ts';
import type { Manifest } from '../../kubernetes/manifests/manifest.ts';
import { openGitSource } from './git-source.ts';

const closing: (() => PromiseLike<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function repository(): Promise<GitRepository> {
  const made = await gitRepository({ 'README.md': 'theirs' });
  closing.push(() => made[Symbol.asyncDispose]());
  // As a server's: pushes go to a branch that nobody has checked out.
  await made.git('checkout', '--quiet', '--detach');
  return made;
}

/** One process: its own clone. */
async function writer({ url }: GitRepository) {
  const directory = await mkdtemp(join(tmpdir(), 'git-source-'));
  const cloneDirectory = join(directory, 'clone');
  const source = openGitSource({
    repository: url,
    branch: 'main',
    directory: 'workloads',
    credential: null,
    cloneDirectory,
    environment: process.env,
  });
  closing.push(async () => {
    await source[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  });
  return { source, cloneDirectory };
}

const manifest = (name: string, value: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, annotations: { value } },
});

/** What is to be tried again is tried again. */
const insist = <T>(step: () => Promise<T>): Promise<T | null> =>
  eventually(
    () =>
      step().catch((error: unknown) => {
        if (error instanceof Fault && error.kind === 'retry') return null;
        throw error;
      }),
    (done) => done !== null,
  );

test('processes that push at the same time lose nothing of each other: each has its commit, and all of them are on the branch', async () => {
  const made = await repository();
  const writers = await Promise.all([0, 1, 2].map(() => writer(made)));
  const keys = writers.flatMap((_, w) => [0, 1, 2].map((n) => ({ w, key: `ns-${w}-${n}` })));
  const sources = await Promise.all(
    keys.map(
      async ({ w, key }) => [key, await insist(async () => writers[w]?.source.put(key, [manifest(key, 'one')], key))] as const,
    ),
  );
  const log = (await made.git('log', '--format=%H', 'main')).split('\n');
  for (const [key, source] of sources) {
    expect(source).toMatchObject({ path: `workloads/${key}`, targetRevision: expect.stringMatching(/^[0-9a-f]{40}$/) });
    const { targetRevision } = source as { targetRevision: string };
    expect(log).toContain(targetRevision);
    expect(await made.git('show', `${targetRevision}:workloads/${key}/manifests.yaml`)).toContain('value: one');
    expect(await made.git('show', `main:workloads/${key}/manifests.yaml`)).toContain(`name: ${key}`);
  }
  // One commit for each, on top of what was there.
  expect(log).toHaveLength(keys.length + 1);
  expect(await made.git('show', 'main:README.md')).toBe('theirs');
});

test('the same again is the same commit; what somebody changed by hand is changed back, and the rest of theirs stays', async () => {
  const made = await repository();
  const { source } = await writer(made);
  const put = (value: string) => source.put('ns-a', [manifest('a', value)], 'a');
  const first = await put('one');
  expect(await put('one')).toEqual(first);
  await made.git('checkout', '--quiet', 'main');
  await made.commit({ 'workloads/ns-a/manifests.yaml': 'theirs: true\n', 'docs/theirs.md': 'more' }, 'Theirs');
  await made.git('checkout', '--quiet', '--detach');
  const second = await put('one');
  expect(second).not.toEqual(first);
  expect(await made.git('show', 'main:workloads/ns-a/manifests.yaml')).toContain('value: one');
  expect(await made.git('show', 'main:docs/theirs.md')).toBe('more');
  await source.remove('ns-a');
  await source.remove('ns-a');
  expect(await made.git('ls-tree', '-r', '--name-only', 'main')).toBe('README.md\ndocs/theirs.md');
});

test('a clone that a killed process left with its locks is made anew', async () => {
  const made = await repository();
  const { source, cloneDirectory } = await writer(made);
  await source.put('ns-a', [manifest('a', 'one')], 'a');
  for (const lock of ['index.lock', 'HEAD.lock']) {
    await writeFile(join(cloneDirectory, '.git', lock), '');
    await insist(() => source.put('ns-a', [manifest('a', lock)], 'a'));
    expect(await made.git('show', 'main:workloads/ns-a/manifests.yaml')).toContain(`value: ${lock}`);
  }
});

test('a repository that is away is to be tried again, and nothing is lost by it', async () => {
  const made = await repository();
  const { source } = await writer({ ...made, url: `${made.url}-not-there` });
  await expect(source.put('ns-a', [manifest('a', 'one')], 'a')).rejects.toMatchObject({ kind: 'retry', code: 'gitops-failed' });
});
