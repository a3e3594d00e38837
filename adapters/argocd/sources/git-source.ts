/**
 * Manifests as commits. All writers of one repository go through one clone of ours, one at a time; what comes while a push is under way goes
 * with the next one. When somebody else pushed meanwhile, everything is done again on top of theirs; nothing is ever forced.
 */
import { execFile } from 'node:child_process';
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { Fault } from '../../../kit/fault.ts';
import type { ManifestSource } from './manifest-source.ts';

export interface GitSourceOptions {
  /** As Argo CD reads it and we write it. */
  readonly repository: string;
  readonly branch: string;
  /** Below which folder of the repository; empty: its root. */
  readonly directory: string;
  /** For https. */
  readonly credential: { readonly username: string; readonly password: string } | null;
  /** Where our clone is kept; it can be lost. */
  readonly cloneDirectory: string;
  /** What `git` is run with. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs?: number;
}

const run = promisify(execFile);
const PUSHES = 5;
/** Written when the clone is whole. */
const READY = 'HEAD.ready';
/** What git says when the repository is not there, or not for us: nothing that a new clone would mend. */
const OUTSIDE =
  /Could not (?:resolve host|read from remote)|unable to access|Authentication failed|could not read Username|Permission denied|rejected|does not appear to be a git repository/;
const SHA = /^[0-9a-f]{40,64}$/;

interface Work {
  readonly path: string;
  /** null: take it away. */
  readonly text: string | null;
  readonly message: string;
  readonly resolve: (commit: string | null) => void;
  readonly reject: (error: unknown) => void;
}

export function openGitSource(options: GitSourceOptions): ManifestSource {
  const { repository, branch, directory, cloneDirectory, timeoutMs = 60_000 } = options;
  const environment = gitEnvironment(options);
  const waiting: Work[] = [];
  const ending = new AbortController();
  let working: Promise<void> | null = null;

  const git = async (...args: string[]): Promise<string> => {
    const { stdout } = await run('git', ['-C', cloneDirectory, ...args], {
      env: environment,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: 16 * 1024 * 1024,
      signal: ending.signal,
    });
    return stdout.trim();
  };

  /** A clone whose branch is the repository's. */
  async function prepare(): Promise<void> {
    if (
      !(await access(join(cloneDirectory, READY)).then(
        () => true,
        () => false,
      ))
    ) {
      await rm(cloneDirectory, { recursive: true, force: true });
      await mkdir(cloneDirectory, { recursive: true, mode: 0o700 });
      await git('init', '--quiet', `--initial-branch=${branch}`);
      await git('remote', 'add', 'origin', repository);
      await writeFile(join(cloneDirectory, '.git', 'info', 'exclude'), `${READY}\n`);
      await writeFile(join(cloneDirectory, READY), '');
    }
    const heads = await git('ls-remote', '--heads', 'origin', branch);
    if (heads === '') {
      // An empty repository: the first push makes the branch.
      await git('checkout', '--quiet', '--orphan', branch).catch(() => {});
      return;
    }
    await git('fetch', '--quiet', '--no-tags', 'origin', `+refs/heads/${branch}:refs/remotes/origin/${branch}`);
    await git('checkout', '--quiet', '--force', '-B', branch, `refs/remotes/origin/${branch}`);
    await git('clean', '--quiet', '-fd');
  }

  async function commit({ path, text, message }: Work): Promise<string | null> {
    const at = join(cloneDirectory, path);
    if (text === null) await rm(at, { recursive: true, force: true });
    else {
      await mkdir(at, { recursive: true });
      await writeFile(join(at, 'manifests.yaml'), text);
    }
    await git('add', '--all', '--', ...(text === null ? ['.'] : [path]));
    const changed = (await git('status', '--porcelain', '--untracked-files=no')) !== '';
    if (changed) await git('commit', '--quiet', '--no-verify', '-m', message);
    if (text === null) return null;
    const sha = await git('log', '-1', '--format=%H', '--', path);
    if (!SHA.test(sha)) throw new Error(`no commit for ${path}`);
    return sha;
  }

  async function push(works: readonly Work[]): Promise<readonly (string | null)[]> {
    for (let tries = 1; ; tries += 1) {
      await prepare();
      const commits: (string | null)[] = [];
      for (const work of works) commits.push(await commit(work));
      const head = await git('rev-parse', '--verify', '--quiet', 'HEAD').catch(() => null);
      const there = await git('rev-parse', '--verify', '--quiet', `refs/remotes/origin/${branch}`).catch(() => null);
      if (head === null || head === there) return commits;
      try {
        await git('push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
        await git('update-ref', `refs/remotes/origin/${branch}`, 'HEAD');
        return commits;
      } catch (error) {
        if (tries >= PUSHES || !/rejected|fetch first|non-fast-forward|cannot lock ref|failed to update ref/.test(textOf(error)))
          throw error;
      }
    }
  }

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const works = waiting.splice(0);
      try {
        const commits = await push(works);
        works.forEach(({ resolve }, i) => void resolve(commits[i] ?? null));
      } catch (error) {
        // Killed in the middle, git leaves its locks behind and would be stopped by them for ever: the next try begins with a new clone.
        if (!OUTSIDE.test(textOf(error))) await rm(join(cloneDirectory, READY), { force: true }).catch(() => {});
        const fault = explain(error, repository);
        for (const { reject } of works) reject(fault);
      }
    }
    working = null;
  }

  const add = (path: string, text: string | null, message: string, signal?: AbortSignal): Promise<string | null> =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      // Whoever gives up does not wait; what he asked for may still be done.
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      waiting.push({ path, text, message, resolve, reject });
      working ??= work();
    });
  const pathOf = (key: string): string => (directory === '' ? key : `${directory}/${key}`);

  return {
    repository,
    registration: { repo: repository, type: 'git', ...options.credential },
    put: async (key, manifests, about, signal) => {
      const text = manifests.map((m) => stringify(m, { aliasDuplicateObjects: false })).join('---\n');
      const path = pathOf(key);
      const sha = await add(path, text, `Deploy ${about}`, signal);
      return { repoURL: repository, path, targetRevision: sha };
    },
    remove: async (key, signal) => {
      await add(pathOf(key), null, `Remove ${key}`, signal);
    },
    [Symbol.asyncDispose]: async () => {
      ending.abort();
      await working?.catch(() => {});
    },
  };
}

/** Ours alone: nobody's hooks, aliases or prompts. A credential is in no argument, where others on the machine would see it. */
function gitEnvironment({ environment, credential, repository }: GitSourceOptions): NodeJS.ProcessEnv {
  const settings: [string, string][] = [
    ['user.name', 'NorthStack'],
    ['user.email', 'northstack@localhost'],
    ['commit.gpgsign', 'false'],
    ['core.hooksPath', '/dev/null'],
  ];
  if (credential !== null) {
    const basic = Buffer.from(`${credential.username}:${credential.password}`).toString('base64');
    settings.push([`http.${new URL(repository).origin}/.extraHeader`, `Authorization: Basic ${basic}`]);
  }
  return {
    PATH: environment.PATH,
    HOME: environment.HOME,
    SSH_AUTH_SOCK: environment.SSH_AUTH_SOCK,
    GIT_SSH_COMMAND: environment.GIT_SSH_COMMAND,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], i) => [
        [`GIT_CONFIG_KEY_${i}`, key],
        [`GIT_CONFIG_VALUE_${i}`, value],
      ]),
    ),
  };
}

const textOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : String(error);

function explain(error: unknown, repository: string): Fault {
  const said = textOf(error);
  const address = repository.replace(/\/\/[^/@]*@/, '//');
  if (/Authentication failed|could not read Username|Permission denied|403/.test(said))
    return new Fault('auth', {
      code: 'gitops-refused',
      message: `${address} refuses our credential.`,
      detail: said.slice(0, 500),
      cause: error,
    });
  return new Fault('retry', {
    code: 'gitops-failed',
    message: `Manifests could not be written to ${address}.`,
    detail: said.slice(0, 500),
    cause: error,
  });
}
