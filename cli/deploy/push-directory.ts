/**
 * Sends a folder as it is now, committed or not, to NorthStack's own repository of a service. The commit is made in a repository beside the
 * configuration, so the folder's own git data, index and history are never touched; `.gitignore` files count.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, realpath, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Fault } from '../../kit/fault.ts';

export interface PushRequest {
  readonly directory: string;
  /** Address of the repository, see `sourceAddress`. */
  readonly repository: string;
  readonly accessToken: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const run = promisify(execFile);

/** Never sent, even where no `.gitignore` says so: what is installed again there, and what holds secrets. */
const excluded = ['node_modules/', '.venv/', 'venv/', '__pycache__/', '.northstack/', '.env', '.env.*', '.DS_Store'];

/** Resolves with the commit that was sent. @throws Fault reject `no-such-folder` | `empty-folder` | `push-refused` */
export async function pushDirectory(request: PushRequest): Promise<string> {
  const directory = await realpath(request.directory).catch(() => null);
  if (directory === null || !(await stat(directory)).isDirectory()) {
    throw new Fault('reject', { code: 'no-such-folder', message: `There is no folder ${request.directory}.` });
  }
  const gitDirectory = await repositoryFor(directory, request.env);
  const git = (...args: string[]) => runGit(args, directory, gitDirectory, request);
  await git('add', '--all', '.');
  if ((await git('ls-files')) === '') {
    throw new Fault('reject', {
      code: 'empty-folder',
      message: `${directory} holds nothing to deploy (files that .gitignore names do not count).`,
    });
  }
  await git('commit', '--quiet', '--allow-empty', '--no-verify', '-m', 'Deploy');
  await git('push', '--quiet', '--force', '--', request.repository, 'HEAD:refs/heads/main');
  return git('rev-parse', 'HEAD');
}

async function repositoryFor(directory: string, env: PushRequest['env']): Promise<string> {
  const cache = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'northstack/pushed');
  const path = join(cache, `${createHash('sha256').update(directory).digest('hex').slice(0, 24)}.git`);
  if (!(await stat(join(path, 'HEAD')).catch(() => null))) {
    await mkdir(cache, { recursive: true, mode: 0o700 });
    await run('git', ['init', '--quiet', '--bare', '--template=', '--initial-branch=main', '--', path]).catch(
      (error: unknown) => {
        throw withoutGit(error);
      },
    );
  }
  await mkdir(join(path, 'info'), { recursive: true });
  await writeFile(join(path, 'info/exclude'), `${excluded.join('\n')}\n`);
  return path;
}

async function runGit(
  args: readonly string[],
  directory: string,
  gitDirectory: string,
  { env, accessToken }: PushRequest,
): Promise<string> {
  try {
    const { stdout } = await run('git', args, {
      cwd: directory,
      maxBuffer: 1 << 26,
      env: {
        ...env,
        GIT_DIR: gitDirectory,
        GIT_WORK_TREE: directory,
        GIT_INDEX_FILE: join(gitDirectory, 'index'),
        GIT_TERMINAL_PROMPT: '0',
        // In the environment: arguments can be read by everybody on the machine.
        GIT_CONFIG_COUNT: '4',
        GIT_CONFIG_KEY_0: 'http.extraHeader',
        GIT_CONFIG_VALUE_0: `Authorization: Bearer ${accessToken}`,
        GIT_CONFIG_KEY_1: 'user.name',
        GIT_CONFIG_VALUE_1: 'northstack',
        GIT_CONFIG_KEY_2: 'user.email',
        GIT_CONFIG_VALUE_2: 'northstack@localhost',
        GIT_CONFIG_KEY_3: 'commit.gpgSign',
        GIT_CONFIG_VALUE_3: 'false',
      },
    });
    return stdout.trim();
  } catch (error) {
    throw withoutGit(error) ?? error;
  }
}

function withoutGit(error: unknown): Fault {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
    return new Fault('reject', { code: 'no-git', message: 'git is not installed: it is needed to send a folder.', cause: error });
  }
  const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
  return new Fault('reject', { code: 'push-refused', message: `The folder could not be sent: ${output}`, cause: error });
}
