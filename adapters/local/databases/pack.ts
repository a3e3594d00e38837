/** A folder as one compressed archive, and back. */
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import tar, { type Pack } from 'tar-stream';

/** Fails when something in the folder cannot be read. */
export function packFolder(folder: string): AsyncIterable<Uint8Array> {
  const pack = tar.pack();
  // Reading and the network are slower than this, and pages of a database compress well all the same.
  const gzip = createGzip({ level: 1 });
  const fail = (error: Error): void => void gzip.destroy(error);
  add(pack, folder, '').then(() => pack.finalize(), fail);
  const source = Readable.from(pack);
  source.once('error', fail);
  gzip.once('close', () => {
    source.destroy();
    pack.destroy();
  });
  return source.pipe(gzip);
}

async function add(pack: Pack, folder: string, below: string): Promise<void> {
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      pack.entry({ name, type: 'directory', mode: 0o700 });
      await add(pack, folder, name);
    } else if (entry.isFile()) await addFile(pack, join(folder, name), name);
  }
}

async function addFile(pack: Pack, path: string, name: string): Promise<void> {
  const { size } = await stat(path);
  await new Promise<void>((resolve, reject) => {
    const entry = pack.entry({ name, size, mode: 0o600 }, (error) => (error ? reject(error) : resolve()));
    const write = async (): Promise<void> => {
      if (size > 0)
        for await (const chunk of createReadStream(path, { end: size - 1 })) if (!entry.write(chunk)) await once(entry, 'drain');
      entry.end();
    };
    write().catch(reject);
  });
}

/** @throws when the archive is not whole, or leads out of the folder */
export async function unpackFolder(archive: AsyncIterable<Uint8Array>, folder: string, signal: AbortSignal): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const extract = tar.extract();
  const feeding = pipeline(archive, createGunzip(), extract, { signal });
  feeding.catch(() => {});
  // Nothing may be waited for in between: an entry that comes before somebody listens is lost, and all behind it wait for ever.
  for await (const entry of extract) {
    const { name, type } = entry.header;
    const parts = name.split('/').filter((part) => part !== '');
    if (parts.length === 0 || parts.includes('..') || name.startsWith('/')) throw new Error(`the archive holds ${name}`);
    const path = join(folder, ...parts);
    if (type === 'directory') {
      await mkdir(path, { recursive: true, mode: 0o700 });
      entry.resume();
    } else await pipeline(entry, createWriteStream(path, { mode: 0o600 }), { signal });
  }
  await feeding;
}
