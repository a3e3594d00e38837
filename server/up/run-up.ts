/** The process around `up`: settings from the environment, signals, exit code. */
import { parseServerConfig, type ServerFlags } from '../config/server-config.ts';
import { createReporter } from './reporter.ts';
import { up } from './up.ts';

/** Returns when ready; the process goes on until a signal. The first one stops in order, the second ends at once. */
export async function runUp(flags: ServerFlags & { readonly json?: boolean | undefined }): Promise<void> {
  const report = createReporter(flags.json ?? false, {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
  });
  // A reader of our output that went away must not take us down.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const config = parseServerConfig(process.env, flags, process.cwd());
  const running = up(config, report);

  let signals = 0;
  const onSignal = async (signal: NodeJS.Signals) => {
    signals += 1;
    // Still starting: then the start is finished first, in seconds, and undone.
    const system = await running.catch(() => null);
    if (signals === 1) await system?.stop(signal);
    else system?.kill();
    process.exit(signals === 1 ? 0 : 130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  await running;
}
