/** How a long-running command ends: the first signal stops in order, the second ends at once. */

export interface Stoppable {
  stop(signal: NodeJS.Signals): Promise<void>;
  kill(): void;
}

/** `running` may still be starting: then the start is finished first, in seconds, and undone. */
export function stopOnSignals(running: Promise<Stoppable>): void {
  let signals = 0;
  const onSignal = async (signal: NodeJS.Signals) => {
    signals += 1;
    const first = signals === 1;
    const system = await running.catch(() => null);
    // It failed to start, undid what it had done, and says so itself.
    if (system === null) return;
    if (first) await system.stop(signal);
    else system.kill();
    process.exit(first ? 0 : 130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}
