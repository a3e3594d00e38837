/** Rows about emulated platforms and rows about real ones are never in one data directory: each would be wrong about the other's world. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../kit/fault.ts';
import type { DataDirectory } from '../data-directory/data-directory.ts';

/** @throws Fault reject `emulated-data` | `real-data` */
export async function markEmulated(data: DataDirectory, emulate: boolean): Promise<void> {
  const mark = join(data.path, 'emulated');
  const isMarked = existsSync(mark);
  if (isMarked && !emulate)
    throw new Fault('reject', {
      code: 'emulated-data',
      message: `${data.path} is of an emulated world: start it with --emulate, or choose another directory with --data.`,
    });
  if (!isMarked && emulate && existsSync(data.postgres))
    throw new Fault('reject', {
      code: 'real-data',
      message: `${data.path} is of a real installation: choose another directory for --emulate with --data.`,
    });
  if (emulate && !isMarked) await writeFile(mark, 'Platforms are emulated here; nothing of theirs is real.\n');
}
