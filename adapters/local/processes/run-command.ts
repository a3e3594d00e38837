/** Runs one command to its end as a process group, line by line, with a deadline and a way to stop it. */
import type { ProcessUser } from '../options.ts';
import { Lines } from './lines.ts';
import { markEntry } from './mark.ts';
import { type Exit, killLeftovers, type ProcessGroup, startGroup, stopGroup } from './process-group.ts';
import type { ProcessTable } from './process-table.ts';

export interface CommandOptions {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: ProcessUser | null;
  /** Entry of its environment by which all it starts are found again. */
  readonly mark: string;
  /** Milliseconds since the epoch after which it is stopped. */
  readonly deadline: number;
  /** Stops it. */
  readonly signal: AbortSignal;
  readonly onLine: (stream: 'stdout' | 'stderr', line: string) => void;
  /** It is known to leave nothing running behind, so nobody has to look. */
  readonly tidy?: boolean;
}

export type CommandResult =
  | ({ readonly outcome: 'exited' } & Exit)
  | { readonly outcome: 'timed-out' }
  | { readonly outcome: 'aborted' }
  /** It could not be started at all. */
  | { readonly outcome: 'not-started'; readonly error: Error };

/** Between SIGTERM and SIGKILL. */
const graceMs = 5_000;

export async function runCommand(table: ProcessTable, options: CommandOptions): Promise<CommandResult> {
  if (options.signal.aborted) return { outcome: 'aborted' };
  let group: Awaited<ReturnType<typeof startGroup>>;
  try {
    group = await startGroup(table, {
      ...options,
      env: { ...options.env, ...markEntry(options.mark) },
      stdout: 'pipe',
      stderr: 'pipe',
    });
  } catch (error) {
    return { outcome: 'not-started', error: error instanceof Error ? error : new Error(String(error)) };
  }
  const ended = Promise.all(
    (['stdout', 'stderr'] as const).map(async (stream) => {
      const lines = new Lines((line) => options.onLine(stream, line));
      group[stream]?.on('data', (chunk: Buffer) => lines.push(chunk));
      await new Promise<void>((resolve) => (group[stream] ? group[stream].once('close', resolve) : resolve()));
      lines.end();
    }),
  );
  const stopped = await stopping(table, group, options);
  if (!options.tidy) await killLeftovers(table, group, options.mark);
  await ended;
  return stopped;
}

/** Waits for the exit, or for what ends it sooner. */
async function stopping(
  table: ProcessTable,
  group: ProcessGroup & { readonly exited: Promise<Exit> },
  options: CommandOptions,
): Promise<CommandResult> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort = () => {};
  const early = new Promise<CommandResult>((resolve) => {
    timer = setTimeout(() => resolve({ outcome: 'timed-out' }), Math.max(0, options.deadline - Date.now()));
    onAbort = () => resolve({ outcome: 'aborted' });
    options.signal.addEventListener('abort', onAbort, { once: true });
  });
  const exited = group.exited.then((exit): CommandResult => ({ outcome: 'exited', ...exit }));
  const result = await Promise.race([exited, early]);
  clearTimeout(timer);
  options.signal.removeEventListener('abort', onAbort);
  if (result.outcome !== 'exited') await stopGroup(table, group, options.mark, graceMs);
  return result;
}
