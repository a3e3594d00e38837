/** What both halves of the local adapter (builds and runtime) need from whoever composes them. */
import type { Hint, LogSink } from '../../domain/ports/sinks.ts';
import type { LocalObservation } from './observation.ts';

export interface LocalOptions {
  /** Root of everything the adapter keeps; created when missing. One running NorthStack per directory. */
  readonly dataDirectory: string;
  /** The environment children start from (see `hostEnvironment`): nothing of NorthStack's own configuration belongs here. */
  readonly baseEnvironment: Readonly<Record<string, string>>;
  /** 32 bytes that seal variables kept on disk. */
  readonly key: Uint8Array;
  /** The user builds and apps run as; null: NorthStack's own (see `chooseUser`). */
  readonly user: ProcessUser | null;
  readonly logs: LogSink;
  readonly hint: Hint;
  readonly observe: (observation: LocalObservation) => void;
}

export interface ProcessUser {
  readonly uid: number;
  readonly gid: number;
}
