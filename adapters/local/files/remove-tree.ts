/** Deletes a folder with all it holds, write-protected ones included. Deleting what is not there succeeds. */
import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

export async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    await allowWriting(path);
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function allowWriting(path: string): Promise<void> {
  if (!(await lstat(path).catch(() => null))?.isDirectory()) return;
  await chmod(path, 0o700);
  for (const entry of await readdir(path, { withFileTypes: true }))
    if (entry.isDirectory()) await allowWriting(join(path, entry.name));
}
