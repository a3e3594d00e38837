/** Constant requests from several clients, until stopped. */

export interface Traffic<T> {
  stop(): Promise<{ readonly answers: readonly T[]; readonly failures: readonly string[] }>;
}

export function whileAsking<T>(ask: () => Promise<T>, clients: number): Traffic<T> {
  const answers: T[] = [];
  const failures: string[] = [];
  let running = true;
  const client = async () => {
    while (running) {
      try {
        answers.push(await ask());
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
  };
  const all = Promise.all(Array.from({ length: clients }, client));
  return {
    stop: async () => {
      running = false;
      await all;
      return { answers, failures };
    },
  };
}
