/** Objects as files below a directory, for example of a network file system. Each is written beside its place and then takes it. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ObjectStore } from '../../../domain/ports/object-store.ts';
import { Fault } from '../../../kit/fault.ts';

const UNFINISHED = '.unfinished';

export function openDirectoryStore(directory: string): ObjectStore {
  const fileOf = (key: string): string => {
    const parts = key.split('/');
    if (parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\0')) || key.endsWith(UNFINISHED))
      throw new Fault('reject', { code: 'invalid-object-key', message: `${key} is no key of an object.` });
    return join(directory, ...parts);
  };
  return {
    name: 'directory',
    locationOf: (key) => join(directory, key),
    put: (key, body, signal) =>
      guarded(signal, async () => {
        const file = fileOf(key);
        const unfinished = `${file}.${randomUUID()}${UNFINISHED}`;
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        try {
          await pipeline(Readable.from(body), createWriteStream(unfinished, { mode: 0o600 }), ...(signal ? [{ signal }] : []));
          const written = await open(unfinished, 'r+');
          await written.sync();
          await written.close();
          await rename(unfinished, file);
        } catch (error) {
          await rm(unfinished, { force: true });
          throw error;
        }
      }),
    get: (key, signal) =>
      guarded(signal, async () => {
        const handle = await open(fileOf(key), 'r');
        return handle.createReadStream();
      }),
    sizeOf: (key, signal) =>
      guarded(signal, async () => {
        const found = await stat(fileOf(key)).catch(absentIsNull);
        return found?.isFile() ? found.size : null;
      }),
    list: (prefix, signal) =>
      guarded(signal, async () => {
        const entries = (await readdir(directory, { recursive: true, withFileTypes: true }).catch(absentIsNull)) ?? [];
        return entries
          .filter((entry) => entry.isFile() && !entry.name.endsWith(UNFINISHED))
          .map((entry) =>
            join(entry.parentPath, entry.name)
              .slice(directory.length + 1)
              .split(sep)
              .join('/'),
          )
          .filter((key) => key.startsWith(prefix))
          .sort();
      }),
    delete: (key, signal) => guarded(signal, () => rm(fileOf(key), { force: true })),
    addressFor: async () => null,
  };
}

function absentIsNull(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}

async function guarded<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Fault) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT')
      throw new Fault('gone', { code: 'object-not-found', message: 'There is no such object.', cause: error });
    if (code === 'EACCES' || code === 'EPERM')
      throw new Fault('auth', {
        code: 'objects-refused-us',
        message: 'The object directory may not be used. Check its owner.',
        cause: error,
      });
    const why = error instanceof Error ? error.message : 'for an unknown reason';
    throw new Fault('retry', {
      code: 'objects-unreachable',
      message: `The object could not be read or written: ${why}.`,
      cause: error,
    });
  }
}
