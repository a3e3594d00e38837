/** Replaces a file so that a reader sees the old or the new whole text, also after a crash in between. Mode 0600. */
import { open, rename, rm } from 'node:fs/promises';

let serial = 0;

export async function writeAtomic(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.${serial++}.tmp`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(temporary, path).catch(async (error) => {
    await rm(temporary, { force: true });
    throw error;
  });
}
