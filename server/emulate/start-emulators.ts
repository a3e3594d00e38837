/** `up --emulate`: the platforms that production works with, emulated by a program beside us (test/emulators/main.ts). Nothing there is real. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { RouteTarget } from '../../domain/ports/route-table.ts';
import { Fault } from '../../kit/fault.ts';
import type { Closers } from '../closers.ts';
import type { DataDirectory } from '../data-directory/data-directory.ts';
import { projectRoot } from '../project-root.ts';

const greeting = z.object({
  environment: z.record(z.string(), z.string()),
  emulated: z.array(z.string()),
  ingress: z.object({ host: z.string(), port: z.int() }),
});

export interface Emulated {
  /** Settings that lead to the emulated platforms. */
  readonly environment: Readonly<Record<string, string>>;
  /** What is emulated, in words. */
  readonly emulated: readonly string[];
  /** What answers at the addresses of apps; null: they run. */
  readonly ingress: RouteTarget | null;
}

const limitMs = 120_000;

/** A world that begins anew each time: what rows want is made in it again, databases empty. @throws Fault reject `emulators-missing` | `emulators-failed` */
export async function startEmulators(data: DataDirectory, url: string, closers: Closers): Promise<Emulated> {
  const program = join(projectRoot, 'test/emulators/main.ts');
  if (!existsSync(program))
    throw new Fault('reject', {
      code: 'emulators-missing',
      message: '--emulate needs the source tree: images do not hold the emulators.',
    });
  const directory = join(data.local, 'emulated');
  await rm(directory, { recursive: true, force: true });
  const log = join(data.logs, 'emulators.log');
  const child = spawn(process.execPath, [join(projectRoot, 'scripts/run.mjs'), program, '--directory', directory, '--api', url], {
    cwd: projectRoot,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stderr.pipe(createWriteStream(log, { flags: 'a', mode: 0o600 }));
  const ended = once(child, 'close');
  closers.add({
    name: 'emulators',
    close: async () => {
      child.stdin.end();
      await ended;
    },
    timeoutMs: 60_000,
    kill: () => child.kill('SIGKILL'),
  });
  child.stdin.on('error', () => {});
  const first = once(createInterface({ input: child.stdout }), 'line').then(([line]) => String(line));
  const line = await Promise.race([
    first,
    ended.then(() => null),
    new Promise<null>((resolve) => setTimeout(() => resolve(null), limitMs).unref()),
  ]);
  if (line === null)
    throw new Fault('reject', { code: 'emulators-failed', message: `The emulators do not start; ${log} says why.` });
  return greeting.parse(JSON.parse(line));
}
