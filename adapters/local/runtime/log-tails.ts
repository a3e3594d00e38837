/**
 * Follows the output files of replicas. Apps write to files, not to us, so they outlive us; each file is read from where we stopped, also
 * after a restart, and emptied when it has grown large and everything was read.
 */
import { type FSWatcher, watch } from 'node:fs';
import { mkdir, open, readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic } from '../files/write-atomic.ts';
import { Lines } from '../processes/lines.ts';
import { createSerial } from '../serial.ts';

export interface LogTails extends AsyncDisposable {
  readonly directory: string;
  /** Gives every line of the file from where it was left; the file may not be there yet. */
  follow(name: string, onLine: (line: string) => void): void;
  /** Resolves when everything written so far was given out. */
  flush(name: string): Promise<void>;
  /** Gives out the rest and forgets the file. */
  unfollow(name: string): Promise<void>;
}

export interface LogTailsOptions {
  readonly directory: string;
  /** A file larger than this is emptied once read. */
  readonly emptyAtBytes?: number;
  /** Output beyond this that could not be read yet is skipped: a program that writes faster than anybody can read. */
  readonly behindBytes?: number;
  readonly onSkip: (name: string, bytes: number) => void;
}

interface Followed {
  readonly lines: Lines;
  offset: number;
  /** Reads one after the other. */
  turn: Promise<void>;
  queued: boolean;
}

const chunkBytes = 262_144;
/** How long after a line its place in the file may be forgotten by a crash: those lines come twice. */
const saveEveryMs = 1_000;

export async function openLogTails(options: LogTailsOptions): Promise<LogTails> {
  const { directory, emptyAtBytes = 8_388_608, behindBytes = 4_194_304, onSkip } = options;
  await mkdir(directory, { recursive: true, mode: 0o711 });
  const offsetsFile = join(directory, 'offsets.json');
  const saved = await loadOffsets(offsetsFile);
  const followed = new Map<string, Followed>();
  let changed = false;

  const read = async (name: string, file: Followed) => {
    const path = join(directory, name);
    const size = (await stat(path).catch(() => null))?.size ?? 0;
    if (size < file.offset) file.offset = 0;
    if (size - file.offset > behindBytes) {
      const skipped = size - file.offset - chunkBytes;
      file.offset += skipped;
      onSkip(name, skipped);
    }
    if (size === file.offset) return;
    const handle = await open(path, 'r');
    try {
      const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, size - file.offset));
      while (file.offset < size) {
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, file.offset);
        if (bytesRead === 0) break;
        file.lines.push(buffer.subarray(0, bytesRead));
        file.offset += bytesRead;
      }
    } finally {
      await handle.close();
    }
    changed = true;
    // The writer appends, so it goes on at the new end; only what it writes between these two calls is lost.
    if (file.offset > emptyAtBytes && (await stat(path)).size === file.offset) {
      await truncate(path, 0);
      file.offset = 0;
    }
  };

  const wake = (name: string): Promise<void> => {
    const file = followed.get(name);
    if (!file) return Promise.resolve();
    if (!file.queued) {
      file.queued = true;
      file.turn = file.turn.then(() => {
        file.queued = false;
        return read(name, file).catch(() => {});
      });
    }
    return file.turn;
  };

  /** One after the other: of two at once the older might be what stays, and its lines would come twice. */
  const saves = createSerial();
  const save = () =>
    saves.run(async () => {
      if (!changed) return;
      changed = false;
      await writeAtomic(
        offsetsFile,
        JSON.stringify(Object.fromEntries([...followed].map(([name, file]) => [name, file.offset - file.lines.pendingBytes]))),
      );
    });

  // A watch tells at once but may be missing on some file systems; the slow round finds the rest.
  let watcher: FSWatcher | null = null;
  try {
    watcher = watch(directory, { persistent: false }, (_, name) => void (name && wake(name)));
    watcher.on('error', () => {});
  } catch {
    // No watch on this file system: the round below is enough.
  }
  const round = setInterval(() => {
    for (const name of followed.keys()) void wake(name);
  }, 2_000);
  const saving = setInterval(() => void save().catch(() => {}), saveEveryMs);
  round.unref();
  saving.unref();

  return {
    directory,
    follow: (name, onLine) => {
      if (followed.has(name)) return;
      followed.set(name, { lines: new Lines(onLine), offset: saved.get(name) ?? 0, turn: Promise.resolve(), queued: false });
      void wake(name);
    },
    flush: wake,
    unfollow: async (name) => {
      await wake(name);
      followed.get(name)?.lines.end();
      followed.delete(name);
      saved.delete(name);
      changed = true;
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(round);
      clearInterval(saving);
      watcher?.close();
      await Promise.all([...followed.keys()].map(wake));
      changed = true;
      await save();
    },
  };
}

async function loadOffsets(path: string): Promise<Map<string, number>> {
  const text = await readFile(path, 'utf8').catch(() => '{}');
  try {
    const parsed: unknown = JSON.parse(text);
    return new Map(Object.entries(parsed ?? {}).filter((e): e is [string, number] => typeof e[1] === 'number'));
  } catch {
    return new Map();
  }
}
