/** Copies a folder whose files come and go meanwhile, sharing blocks where the file system can. Says how many bytes there are. */
import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface CopyOptions {
  /** `path` is relative, with slashes. `skip` leaves it out, `empty` makes the folder and nothing in it. */
  readonly choose: (path: string) => 'copy' | 'skip' | 'empty';
  readonly signal?: AbortSignal;
}

export async function copyTree(from: string, to: string, options: CopyOptions, prefix = ''): Promise<number> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  let bytes = 0;
  for (const entry of await readdir(from, { withFileTypes: true })) {
    options.signal?.throwIfAborted();
    const path = prefix + entry.name;
    const choice = options.choose(path);
    if (choice === 'skip') continue;
    if (entry.isDirectory()) {
      if (choice === 'empty') await mkdir(join(to, entry.name), { recursive: true, mode: 0o700 });
      else bytes += await copyTree(join(from, entry.name), join(to, entry.name), options, `${path}/`);
    } else if (entry.isFile()) bytes += await copyOne(join(from, entry.name), join(to, entry.name));
  }
  return bytes;
}

async function copyOne(from: string, to: string): Promise<number> {
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    return (await lstat(to)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}
