/** Where the values of secrets come from: the words themselves, a file, standard input, or a question on a terminal. */
import { readFile } from 'node:fs/promises';
import { Fault } from '../../kit/fault.ts';
import { ask, readStdin } from '../output/ask.ts';
import type { Output } from '../output/output.ts';
import { readAssignments } from '../service/read-assignments.ts';

export interface SecretValue {
  readonly key: string;
  readonly value: string;
}

export interface ValueOptions {
  readonly words: readonly string[];
  readonly fromFile?: string;
  readonly output: Output;
}

/** @throws Fault reject */
export async function readValues({ words, fromFile, output }: ValueOptions): Promise<readonly SecretValue[]> {
  if (words.some((word) => word.includes('='))) {
    output.note('Values on the command line are kept in the history of your shell and seen by other users of this machine.');
    output.note('Better: northstack secrets set … KEY < file, or --from-file.');
    return Object.entries(readAssignments(words)).map(([key, value]) => ({ key, value }));
  }
  const [key, ...others] = words;
  if (key === undefined || others.length > 0)
    throw new Fault('reject', { code: 'invalid-secret', message: 'Name one secret, or several as KEY=VALUE.' });
  return [{ key, value: await readValue(key, fromFile, output) }];
}

/** @throws Fault reject */
export async function readValue(key: string, fromFile: string | undefined, output: Output): Promise<string> {
  if (fromFile !== undefined) {
    return await readFile(fromFile, 'utf8').catch((cause: unknown) => {
      throw new Fault('reject', { code: 'file-not-readable', message: `«${fromFile}» cannot be read.`, cause });
    });
  }
  if (output.interactive) return await ask(`Value of ${key}: `, { hidden: true });
  if (process.stdin.isTTY)
    throw new Fault('reject', { code: 'value-missing', message: 'Give the value on standard input or with --from-file.' });
  return await readStdin();
}
