/** Where a subscription's answers go. */
import type { EngineError } from '../error.ts';

export interface Sink {
  /** A whole answer, `{"data":…}`. `isNewest`: a later one replaces it if the reader is slow; otherwise every one counts. */
  next(body: string, isNewest: boolean): void;
  /** Something is wrong at this moment; the subscription lives on unless the protocol says otherwise. */
  fail(error: EngineError): void;
  /** The subscription cannot run and is over. */
  refuse(error: EngineError): void;
  /** False while the reader is behind; then `whenReady` tells when it has caught up. */
  isReady(): boolean;
  whenReady(callback: () => void): void;
}
