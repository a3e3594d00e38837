/** Repeats a piece of work exactly when it is due next: after its own answer, when woken, and after `maxMs` at the latest. */
export interface Alarm {
  /** Runs the work now, or once more when it is running. */
  wake(): void;
  /** No work starts after this; resolves when the one running has ended. */
  stop(): Promise<void>;
}

/** `work` answers when it has to run again, null when it does not know of a time. It must not throw. */
export function startAlarm(work: () => Promise<Date | null>, maxMs: number): Alarm {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  const run = async () => {
    do {
      again = false;
      const next = await work();
      if (stopped) return;
      if (!again) timer = setTimeout(wake, Math.min(maxMs, Math.max(0, next === null ? maxMs : next.getTime() - Date.now())));
    } while (again);
    // Here and not when the promise is settled: who wakes it in between would wake nobody.
    running = null;
  };
  const wake = () => {
    if (stopped) return;
    if (timer) clearTimeout(timer);
    timer = null;
    again = true;
    running ??= run();
  };
  wake();
  return {
    wake,
    stop: async () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
