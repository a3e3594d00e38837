/** What the openers of the platform's parts work with: one file a port, each choosing its implementation by a setting. */
import type { LocalOptions } from '../../adapters/local/options.ts';
import type { Hint, LogSink } from '../../domain/ports/sinks.ts';
import type { Closers } from '../closers.ts';
import type { Environment } from '../config/settings.ts';
import type { Log } from '../log.ts';

export interface Part {
  readonly environment: Environment;
  readonly log: Log;
  readonly closers: Closers;
  /** Lines of builds and apps. */
  readonly logs: LogSink;
  /** Says which thing to look at; losing one costs time only. */
  readonly hint: Hint;
  /** What users' addresses may lead to in the installation's own network. */
  readonly allowed: readonly string[];
  /** For what runs on this machine. Made when the first part asks. */
  readonly local: () => Promise<LocalOptions>;
}

/** Where nothing runs and nobody reconciles. */
export interface LookingPart extends Pick<Part, 'environment' | 'log' | 'closers'> {
  /** null: nobody waits for hints. */
  readonly hint: Hint | null;
}
