/** A failure of an effect: what the caller may do about it, one text for the user and one for us. */

/** retry: later may work · conflict: read again and redo · reject: the input is wrong · auth: not allowed · gone: it is not there. */
export type FaultKind = 'retry' | 'conflict' | 'reject' | 'auth' | 'gone';

export interface FaultOptions {
  /** Stable, for `extensions.code`, for example `repository-not-found`. */
  readonly code: string;
  /** A sentence for the user that says what to do. */
  readonly message: string;
  /** For the log only. */
  readonly detail?: string;
  readonly cause?: unknown;
  /** Earliest useful retry, in milliseconds from now. */
  readonly retryAfterMs?: number;
}

export class Fault extends Error {
  readonly kind: FaultKind;
  readonly code: string;
  readonly detail: string | null;
  readonly retryAfterMs: number | null;

  constructor(kind: FaultKind, options: FaultOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Fault';
    this.kind = kind;
    this.code = options.code;
    this.detail = options.detail ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
