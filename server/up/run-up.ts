/** The process around `up`: settings from the environment, signals, what is said. */
import { parseServerConfig, type ServerFlags } from '../config/server-config.ts';
import { stopOnSignals } from '../process-signals.ts';
import { createReporter } from './reporter.ts';
import { up } from './up.ts';

/** Returns when ready; the process goes on until a signal. */
export async function runUp(
  environment: NodeJS.ProcessEnv,
  flags: ServerFlags & { readonly json?: boolean | undefined },
): Promise<void> {
  const report = createReporter(flags.json ?? false, {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
  });
  // A reader of our output that went away must not take us down.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const running = up(parseServerConfig(environment, flags, process.cwd()), environment, report);
  stopOnSignals(running);
  await running;
}
