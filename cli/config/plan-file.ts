/** Reads a `northstack.yaml` and asks what applying it would change. */
import { readFile } from 'node:fs/promises';
import { parseConfig } from '../../domain/config/parse-config.ts';
import { Fault } from '../../kit/fault.ts';
import { PlanConfigFileDocument, type PlanConfigFileQuery } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { readStdin } from '../output/ask.ts';

export type FilePlan = PlanConfigFileQuery['planConfig'];

/** `-` is standard input. @throws Fault with the file's own name in front of each mistake. */
export async function planFile(
  { client }: Connection,
  path: string,
): Promise<{ readonly file: string; readonly plan: FilePlan }> {
  const file =
    path === '-'
      ? await readStdin()
      : await readFile(path, 'utf8').catch((cause: unknown) => Promise.reject(noFile(path, cause)));
  // Here first: the server does not know what the file is called.
  parseConfig(file, path === '-' ? 'stdin' : path);
  const { planConfig } = await client.request(PlanConfigFileDocument, { file }, { idempotent: true });
  return { file, plan: planConfig };
}

const noFile = (path: string, cause: unknown): Fault =>
  new Fault('reject', {
    code: 'no-such-file',
    message: `${path} cannot be read. «northstack export» writes one from what is there, «northstack import» from other tools' files.`,
    cause,
  });
