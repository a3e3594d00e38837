/** Work one after the other; a failure is its own caller's and does not keep the next from running. */
export interface Serial {
  run<T>(work: () => Promise<T>): Promise<T>;
  busy(): boolean;
  /** Resolves when nothing runs or waits. */
  settled(): Promise<void>;
}

export function createSerial(): Serial {
  let last: Promise<unknown> = Promise.resolve();
  let open = 0;
  return {
    run: (work) => {
      open += 1;
      const result = last.then(work);
      last = result
        .catch(() => {})
        .finally(() => {
          open -= 1;
        });
      return result;
    },
    busy: () => open > 0,
    settled: async () => {
      while (open > 0) await last;
    },
  };
}
