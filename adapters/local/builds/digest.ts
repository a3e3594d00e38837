/** One sha256 over a folder: names, kinds, executable bits and contents, in name order, so equal trees have equal digests. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export async function digestDirectory(root: string, signal: AbortSignal): Promise<string> {
  const total = createHash('sha256');
  for await (const line of entries(root, '', signal)) total.update(line);
  return `sha256:${total.digest('hex')}`;
}

/** Files hashed at the same time; enough to keep a disk busy. */
const width = 16;

async function* entries(root: string, folder: string, signal: AbortSignal): AsyncGenerator<string> {
  signal.throwIfAborted();
  const found = (await readdir(join(root, folder), { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const hashes = new Map<string, string>();
  for (let i = 0; i < found.length; i += width) {
    const files = found.slice(i, i + width).filter((entry) => entry.isFile());
    for (const [name, line] of await Promise.all(
      files.map(async (f) => [f.name, await fileLine(root, join(folder, f.name))] as const),
    )) {
      hashes.set(name, line);
    }
  }
  for (const entry of found) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      yield `directory ${JSON.stringify(path)}\n`;
      yield* entries(root, path, signal);
    } else if (entry.isSymbolicLink()) yield `link ${JSON.stringify(path)} ${JSON.stringify(await readlink(join(root, path)))}\n`;
    else if (entry.isFile()) yield hashes.get(entry.name) ?? '';
  }
}

async function fileLine(root: string, path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(root, path)), hash);
  const executable = ((await stat(join(root, path))).mode & 0o111) !== 0;
  return `${executable ? 'program' : 'file'} ${JSON.stringify(path)} ${hash.digest('hex')}\n`;
}
