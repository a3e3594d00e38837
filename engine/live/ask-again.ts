/** One subscriber's question, asked again at every interval: answers that changed are told. */
import type { GraphqlAnswer } from '../engine.ts';
import type { EngineError } from '../error.ts';
import { isConnectionFailure } from './connection-failure.ts';
import type { Sink } from './sink.ts';

export interface AskAgain {
  readonly ask: () => Promise<GraphqlAnswer>;
  readonly sink: Sink;
  readonly intervalMs: number;
  readonly toEngineError: (error: unknown) => EngineError;
}

/** Returns the function that ends it. */
export function askAgain({ ask, sink, intervalMs, toEngineError }: AskAgain): () => void {
  let last: string | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isOver = false;

  const once = async () => {
    try {
      const { body } = await ask();
      if (!isOver && body !== last) sink.next(body, true);
      last = body;
    } catch (error) {
      if (!isOver && !isConnectionFailure(error)) sink.fail(toEngineError(error));
      last = null;
    }
    if (!isOver) timer = setTimeout(once, intervalMs);
  };

  void once();
  return () => {
    isOver = true;
    if (timer) clearTimeout(timer);
  };
}
