/** Tells a git host what becomes of a commit: the mark beside it, with a link. */

export interface CommitStatusReporter {
  /** Whether it knows how to tell this host anything. */
  knows(host: string): boolean;
  /**
   * Sets the state of one context of a commit. With `repeat` it looks first whether the host knows it already, and leaves it at that.
   * @throws Fault retry | auth (not with this token) | gone (no such repository or commit, or not for this token) | reject
   */
  report(status: CommitStatus, options: { readonly repeat: boolean; readonly signal?: AbortSignal }): Promise<void>;
}

export interface CommitStatus {
  /** With its port, when it has one. */
  readonly host: string;
  /** `acme/shop`. */
  readonly path: string;
  /** Full hash. */
  readonly commit: string;
  /** Of the host's API; sent to that host alone. */
  readonly token: string;
  /** One mark a context: another report of the same replaces it. */
  readonly context: string;
  readonly state: CommitState;
  /** Adapters cut it to what the host shows. */
  readonly description: string;
  readonly url: string | null;
}

export type CommitState = 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled';
