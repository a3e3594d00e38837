/** What was opened, closed in reverse order; everything is closed even when closing something fails. */
export interface ClosingStack extends AsyncDisposable {
  /** Remembers a thing and gives it back. */
  use<T extends AsyncDisposable | Disposable>(thing: T): T;
  defer(close: () => void | PromiseLike<void>): void;
}

/** Closing it a second time does nothing. The first failure is thrown after everything else was closed. */
export function createClosingStack(): ClosingStack {
  const closers: (() => void | PromiseLike<void>)[] = [];
  return {
    use: (thing) => {
      closers.push(() => (Symbol.asyncDispose in thing ? thing[Symbol.asyncDispose]() : thing[Symbol.dispose]()));
      return thing;
    },
    defer: (close) => void closers.push(close),
    [Symbol.asyncDispose]: async () => {
      const failures: unknown[] = [];
      for (let close = closers.pop(); close; close = closers.pop()) {
        try {
          await close();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
