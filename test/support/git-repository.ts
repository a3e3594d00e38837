/** A real git repository in a temporary folder, with commits made of plain objects of files. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface GitRepository extends AsyncDisposable {
  readonly directory: string;
  /** Its `file://` address. */
  readonly url: string;
  /** Writes these files, commits everything and resolves with the commit's id. */
  commit(files: Readonly<Record<string, string>>, message?: string): Promise<string>;
  git(...args: string[]): Promise<string>;
}

export async function gitRepository(files: Readonly<Record<string, string>>): Promise<GitRepository> {
  const directory = await mkdtemp(join(tmpdir(), 'northstack-repo-'));
  const env = {
    PATH: process.env.PATH,
    HOME: directory,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((who) => [
        [`GIT_${who}_NAME`, 'Test'],
        [`GIT_${who}_EMAIL`, 'test@example.com'],
      ]),
    ),
  };
  const git = async (...args: string[]) => (await run('git', args, { cwd: directory, env })).stdout.trim();
  await git('init', '--quiet', '--initial-branch=main');
  const commit = async (changed: Readonly<Record<string, string>>, message = 'Change') => {
    for (const [name, text] of Object.entries(changed)) {
      await mkdir(dirname(join(directory, name)), { recursive: true });
      await writeFile(join(directory, name), text);
    }
    await git('add', '--all');
    await git('commit', '--quiet', '--allow-empty', '-m', message);
    return git('rev-parse', 'HEAD');
  };
  await commit(files, 'Start');
  return {
    directory,
    url: `file://${directory}`,
    commit,
    git,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}
