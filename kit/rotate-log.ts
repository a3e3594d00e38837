/** Keeps a log file that a program appends to from growing for ever: called before each start of the program. */
import { renameSync, statSync } from 'node:fs';

const maxBytes = 20_000_000;

/** Above 20 MB the file becomes `<file>.1`, in place of an earlier one. */
export function rotateWhenLarge(file: string): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maxBytes) renameSync(file, `${file}.1`);
}
