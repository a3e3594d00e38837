/** How a source tree is turned into something that runs: decided from what its top folder holds, without touching anything. */

export interface Recipe {
  readonly framework: 'procfile' | 'node' | 'python' | 'go' | 'static';
  /** Fetches dependencies: our own commands, in order. */
  readonly install: readonly string[];
  /** The project's own build, null for none. */
  readonly build: string | null;
  readonly release: string | null;
  /** Command of each process type. */
  readonly processes: Readonly<Record<string, string>>;
  /** With no `web` process: the first of these folders that has an index.html after the build is served as it is. */
  readonly staticRoots: readonly string[];
}

/** What was seen of a source tree. */
export interface SourceFacts {
  /** Names in its top folder. */
  readonly files: ReadonlySet<string>;
  /** Texts of the small files detection reads; null when absent. */
  readonly procfile: string | null;
  readonly packageJson: string | null;
  readonly requirements: string | null;
  /** Programs that can be run here. */
  readonly tools: ReadonlySet<string>;
}

export interface Overrides {
  readonly buildCommand: string | null;
  readonly startCommand: string | null;
  readonly releaseCommand: string | null;
}

/** Nothing runnable was found; the text says what to add. */
export class NothingDetected extends Error {}
