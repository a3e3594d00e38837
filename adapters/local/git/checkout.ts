/**
 * Puts one commit of a repository into a folder. A bare mirror per repository keeps what was fetched, so the next build of the same
 * repository moves only what is new; one fetch at a time writes to a mirror.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RepositoryUrl } from '../../../domain/values/repository-url.ts';
import { removeTree } from '../files/remove-tree.ts';
import { explainGitFailure } from './git-failure.ts';

export interface GitRunner {
  /** Runs `git` with these arguments; resolves with what it wrote, whatever its exit code. Rejects when stopped. */
  (
    args: readonly string[],
    options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
  ): Promise<GitOutput>;
}

export interface GitOutput {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CheckoutRequest {
  readonly repository: RepositoryUrl;
  readonly reference: string;
  /** Made empty first. */
  readonly into: string;
  readonly git: GitRunner;
}

/** The revision cannot be had; `message` is for the user. */
export class CheckoutError extends Error {
  readonly code: string;
  readonly transient: boolean;
  constructor(code: string, message: string, transient: boolean) {
    super(message);
    this.code = code;
    this.transient = transient;
  }
}

export interface Checkouts {
  /**
   * Resolves with the full commit id once the folder holds its files (submodules included).
   * @throws CheckoutError, or what the runner threw
   */
  checkout(request: CheckoutRequest): Promise<string>;
  /** Forgets mirrors not used for this long. */
  prune(unusedMs: number): Promise<void>;
}

export async function openCheckouts(directory: string): Promise<Checkouts> {
  await mkdir(join(directory, 'mirrors'), { recursive: true, mode: 0o700 });
  // Our own configuration instead of the administrator's personal one: nothing of theirs (hooks, aliases, signing) belongs in a build.
  // Repositories of other users on this machine are read, never run, so their owner does not matter.
  const config = join(directory, 'config');
  await writeFile(
    config,
    '[safe]\n\tdirectory = *\n[core]\n\thooksPath = /dev/null\n[advice]\n\tdetachedHead = false\n[gc]\n\tautoDetach = false\n[uploadpack]\n\tallowAnySHA1InWant = true\n',
  );
  // Left by a process that was killed.
  for (const name of await readdir(directory)) if (name.startsWith('key-')) await rm(join(directory, name), { force: true });
  const locks = new Map<string, Promise<unknown>>();

  /** Work on one mirror is one after the other. */
  const locked = <T>(mirror: string, work: () => Promise<T>): Promise<T> => {
    const next = (locks.get(mirror) ?? Promise.resolve()).then(work, work);
    const settled = next.catch(() => {});
    locks.set(mirror, settled);
    void settled.then(() => {
      if (locks.get(mirror) === settled) locks.delete(mirror);
    });
    return next;
  };

  return {
    checkout: async ({ repository, reference, into, git }) => {
      await using keyFile = await writeKey(directory, repository.sshKey ?? null);
      const remote = gitEnvironment(repository, config, join(directory, 'known_hosts'), keyFile.path);
      const local = { ...remote, GIT_ALLOW_PROTOCOL: 'file' };
      const mirror = join(
        directory,
        'mirrors',
        `${createHash('sha256').update(ownerOf(repository)).digest('hex').slice(0, 32)}.git`,
      );
      const must = async (args: readonly string[], cwd: string, env = remote) => {
        const output = await git(args, { cwd, env });
        if (output.code === 0) return output.stdout;
        const failure = explainGitFailure(output.stderr, repository.url);
        throw new CheckoutError(failure.code, `${failure.message}\n${tail(output.stderr)}`, failure.transient);
      };
      await removeTree(into);
      await mkdir(into, { recursive: true, mode: 0o755 });
      /** Submodules need a repository of their own around them, whose origin their relative addresses count from. */
      const addSubmodules = async (commit: string) => {
        await must(['init', '--quiet', '--template=', '--', into], into);
        await must(['remote', 'add', '--', 'origin', repository.url], into);
        await must(['fetch', '--quiet', '--depth=1', '--no-tags', '--', `file://${mirror}`, commit], into, local);
        await must(['reset', '--quiet', '--hard', commit], into);
        await must(['submodule', '--quiet', 'update', '--init', '--recursive', '--depth=1'], into);
      };
      // Awaited here: the key file goes when this function ends.
      return await locked(mirror, async () => {
        if (!(await stat(join(mirror, 'HEAD')).catch(() => null))) {
          await rm(mirror, { recursive: true, force: true });
          await must(['init', '--quiet', '--bare', '--template=', '--', mirror], directory);
        }
        await utimes(mirror, new Date(), new Date());
        const commit = await fetchCommit({
          repository,
          reference,
          mirror,
          must,
          tryGit: (args) => git(args, { cwd: mirror, env: remote }),
        });
        // Straight from the mirror into the folder: no second copy of the history, one command.
        const workTree = { ...local, GIT_DIR: mirror, GIT_WORK_TREE: into, GIT_INDEX_FILE: `${into}.index` };
        await must(['read-tree', '--reset', '-u', commit], into, workTree);
        await rm(`${into}.index`, { force: true });
        if (await stat(join(into, '.gitmodules')).catch(() => null)) await addSubmodules(commit);
        return commit;
      });
    },
    prune: async (unusedMs) => {
      for (const name of await readdir(join(directory, 'mirrors'))) {
        const mirror = join(directory, 'mirrors', name);
        await locked(mirror, async () => {
          const found = await stat(mirror).catch(() => null);
          if (found && Date.now() - found.mtimeMs > unusedMs) await rm(mirror, { recursive: true, force: true });
        });
      }
    },
  };
}

interface FetchContext {
  readonly repository: RepositoryUrl;
  readonly reference: string;
  readonly mirror: string;
  readonly must: (args: readonly string[], cwd: string) => Promise<string>;
  readonly tryGit: (args: readonly string[]) => Promise<GitOutput>;
}

/** Finds what the reference means now and makes sure the mirror has it: branch before tag before commit. */
async function fetchCommit({ repository, reference, mirror, must, tryGit }: FetchContext): Promise<string> {
  const has = async (commit: string) => (await tryGit(['cat-file', '-e', `${commit}^{commit}`])).code === 0;
  const full = /^[0-9a-f]{40}$/.test(reference);
  if (full && (await has(reference))) return reference;
  const patterns =
    reference === 'HEAD'
      ? ['HEAD']
      : reference.startsWith('refs/')
        ? [reference, `${reference}^{}`]
        : [`refs/heads/${reference}`, `refs/tags/${reference}`, `refs/tags/${reference}^{}`];
  const listed = new Map(
    (await must(['ls-remote', '--', repository.url, ...patterns], mirror)).split('\n').flatMap((line): [string, string][] => {
      const [id, name] = line.split('\t');
      return id && name ? [[name, id]] : [];
    }),
  );
  const branch = patterns.find((p) => listed.has(p));
  if (branch !== undefined) {
    // An annotated tag is an object of its own; what it points to is listed with ^{}.
    const commit = listed.get(`${branch}^{}`) ?? listed.get(branch) ?? '';
    if (await has(commit)) return commit;
    // The branch may move between the two calls: what was fetched counts.
    const kept = `refs/northstack/${commit}`;
    await must(['fetch', '--quiet', '--depth=1', '--no-tags', '--', repository.url, `+${branch}:${kept}`], mirror);
    return (await must(['rev-parse', '--verify', '--quiet', '--end-of-options', `${kept}^{commit}`], mirror)).trim();
  }
  if (full) {
    // Most servers give a commit by its id; the others need the whole history.
    const direct = await tryGit(['fetch', '--quiet', '--depth=1', '--no-tags', '--', repository.url, reference]);
    if (direct.code === 0 && (await has(reference))) {
      await must(['update-ref', `refs/northstack/${reference}`, reference], mirror);
      return reference;
    }
  }
  if (/^[0-9a-f]{7,40}$/.test(reference)) {
    const shallow = (await must(['rev-parse', '--is-shallow-repository'], mirror)).trim() === 'true';
    await must(
      [
        'fetch',
        '--quiet',
        ...(shallow ? ['--unshallow'] : []),
        '--',
        repository.url,
        '+refs/heads/*:refs/remotes/origin/*',
        '+refs/tags/*:refs/tags/*',
      ],
      mirror,
    );
    const found = await tryGit(['rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`]);
    if (found.code === 0) return found.stdout.trim();
  }
  throw new CheckoutError('reference-not-found', `${repository.url} has no branch, tag or commit «${reference}».`, false);
}

/** Whoever reads a repository with another credential has a mirror of their own: what it holds is not everybody's who knows a commit's id. */
const ownerOf = ({ url, credentials, sshKey }: RepositoryUrl): string =>
  credentials === null && sshKey === undefined ? url : JSON.stringify([url, credentials, sshKey ?? null]);

/** ssh takes a key only from a file that nobody else can read; it is there as long as git runs. */
async function writeKey(directory: string, key: string | null): Promise<AsyncDisposable & { readonly path: string | null }> {
  if (key === null) return { path: null, [Symbol.asyncDispose]: async () => {} };
  const path = join(directory, `key-${randomUUID()}`);
  await writeFile(path, `${key.replaceAll('\r\n', '\n').trim()}\n`, { mode: 0o600 });
  return { path, [Symbol.asyncDispose]: () => rm(path, { force: true }) };
}

function gitEnvironment(
  repository: RepositoryUrl,
  config: string,
  knownHosts: string,
  keyFile: string | null,
): Record<string, string> {
  // A file repository may have file submodules; any other could use them to read repositories of this machine.
  const transports = ['https', 'http', 'ssh', 'git', ...(repository.transport === 'file' ? ['file'] : [])];
  const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const key = keyFile === null ? '' : ` -i ${quote(keyFile)} -o IdentitiesOnly=yes -o IdentityAgent=none`;
  const env: Record<string, string> = {
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_GLOBAL: config,
    GIT_ALLOW_PROTOCOL: transports.join(':'),
    GIT_HTTP_LOW_SPEED_LIMIT: '1000',
    GIT_HTTP_LOW_SPEED_TIME: '30',
    GIT_SSH_COMMAND: `ssh -o BatchMode=yes -o ConnectTimeout=15 -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=${quote(knownHosts)}${key}`,
  };
  const credentials = repository.credentials;
  if (credentials) {
    // In the environment, never in the arguments: those everybody on the machine can read.
    env.GIT_CONFIG_COUNT = '1';
    env.GIT_CONFIG_KEY_0 = `http.${new URL(repository.url).origin}/.extraHeader`;
    env.GIT_CONFIG_VALUE_0 = `Authorization: Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
  }
  return env;
}

function tail(text: string): string {
  return text.trim().split('\n').slice(-5).join('\n');
}
