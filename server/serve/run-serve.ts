/** The processes around `serve`: settings and signals. */
import { parseServeConfig } from '../config/serve-config.ts';
import { parseServerConfig } from '../config/server-config.ts';
import { stopOnSignals } from '../process-signals.ts';
import { serveActions, serveEvents } from './serve.ts';

export async function runServeActions(environment: NodeJS.ProcessEnv, port: string | undefined): Promise<void> {
  const running = serveActions(parseServeConfig(environment, port), environment);
  stopOnSignals(running);
  await running;
}

export async function runServeEvents(environment: NodeJS.ProcessEnv, port: string | undefined): Promise<void> {
  const server = parseServerConfig(environment, {}, process.cwd());
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ending.abort());
  const how = { ending: ending.signal, endAtOnce: () => process.exit(1) };
  const running = serveEvents(parseServeConfig(environment, port), server, environment, how);
  stopOnSignals(running);
  await running.catch((error: unknown) => {
    // It only waited for its turn.
    if (!ending.signal.aborted) throw error;
  });
}
