/**
 * Keeps what builds and apps wrote, to be searched later. The newest lines are in the database as well, where clients follow them. The
 * contract suite is test/contracts/log-store.contract.ts.
 */
import type { LogLevel } from '../values/log-level.ts';

export interface LogStore {
  readonly name: string;
  /**
   * Keeps lines; the same lines again change nothing.
   * @returns how many it will never take, and why
   * @throws Fault retry (cannot be reached, busy; all of them again later) | auth
   */
  write(entries: readonly LogEntry[], signal?: AbortSignal): Promise<Refused>;
  /** The newest lines first. @throws Fault retry | auth | reject */
  search(query: LogQuery, signal?: AbortSignal): Promise<LogPage>;
}

export interface Refused {
  readonly count: number;
  readonly reason: string | null;
}

export interface LogEntry {
  /** Grows with time, and is the same when the line is written again: decimal digits (see `kit/snowflake.ts`). */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly organizationId: string;
  readonly projectId: string;
  readonly serviceId: string;
  /** Of these, `buildId` for builds, `instanceId` for apps, and both of `instanceId` and `jobRunId` for jobs. */
  readonly buildId: string | null;
  readonly instanceId: string | null;
  readonly jobRunId: string | null;
  readonly deploymentId: string | null;
  readonly replica: number | null;
  readonly stream: string;
  readonly level: LogLevel;
  readonly line: string;
}

export interface LogQuery {
  readonly organizationId: string;
  readonly serviceId: string;
  /** null: builds and every environment. */
  readonly instanceId: string | null;
  /** Somewhere in the line, in capitals or not; null: all lines. */
  readonly text: string | null;
  /** null: any. */
  readonly level: LogLevel | null;
  /** From the first to before the second, in milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
  readonly limit: number;
  /** `next` of the page before; null: the first. */
  readonly before: string | null;
}

export interface LogPage {
  readonly lines: readonly LogEntry[];
  /** For the lines before these; null: there are none. */
  readonly next: string | null;
}
