/** Turns a git revision into something an `AppRuntime` can run. */

export interface SourceBuilder {
  /**
   * Accepts the build and returns; done is seen by `observe`. The second call with the same `buildId` finds the first.
   * @throws Fault reject (bad input), retry (busy, network)
   */
  start(request: BuildRequest, signal?: AbortSignal): Promise<void>;
  /** The truth about a build. An id never started is `absent`. */
  observe(buildId: string, signal?: AbortSignal): Promise<BuildObservation>;
  /** Asks to stop; `observe` says `cancelled` when it has. Cancelling what is over or absent succeeds. */
  cancel(buildId: string, signal?: AbortSignal): Promise<void>;
  /**
   * Frees what the build left behind (work tree, folder artifact) and forgets it. An image stays in its registry, whose owner says how
   * long. Removing the absent succeeds. @throws Fault retry when it is accepted and not done yet
   */
  remove(buildId: string, signal?: AbortSignal): Promise<void>;
  /** Ids of all builds it holds something of, for garbage collection. */
  list(signal?: AbortSignal): Promise<readonly string[]>;
}

export interface BuildRequest {
  /** Our build's id: the key that makes `start` idempotent. */
  readonly buildId: string;
  /** What it is a build of, as slugs: `acme/shop/web`. Where artifacts have names, they are named after it. */
  readonly service: string;
  /** Any git URL: https, ssh, file. */
  readonly repository: string;
  /** What its host asks for; null: nothing, or what the builder has of its own. It never reaches a log line, a reason or an argument list. */
  readonly credential: GitCredential | null;
  /** Branch, tag or commit. */
  readonly reference: string;
  /** Folder inside the repository, `.` for its root. */
  readonly directory: string;
  /** Overrides of what detection finds. */
  readonly buildCommand: string | null;
  readonly startCommand: string | null;
  readonly releaseCommand: string | null;
  /** Variables of the build's environment, secrets included. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names in `environment` whose values must never reach a log line or a reason. */
  readonly secretNames: readonly string[];
  /** The whole build's time limit in milliseconds. */
  readonly timeoutMs: number;
}

export type GitCredential =
  /** Over https; for a token the name is any. */
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** Over ssh: a private key as OpenSSH reads it, without a passphrase. */
  | { readonly kind: 'ssh-key'; readonly privateKey: string };

export type BuildObservation =
  | { readonly state: 'absent' }
  | { readonly state: 'queued' }
  | { readonly state: 'building'; readonly step: BuildStep; readonly commit: string | null }
  | { readonly state: 'succeeded'; readonly commit: string; readonly artifact: Artifact; readonly durationMs: number }
  /** `reason` is for the user and holds the last log lines of the failing step. */
  | { readonly state: 'failed'; readonly step: BuildStep; readonly reason: string; readonly commit: string | null }
  | { readonly state: 'cancelling' }
  | { readonly state: 'cancelled' };

export type BuildStep = 'clone' | 'detect' | 'install' | 'build' | 'release' | 'publish';

/** What a build made, and how it wants to be run. */
export interface Artifact {
  /** `directory`: a folder of this machine; `image`: an OCI reference with digest. */
  readonly kind: 'directory' | 'image';
  readonly reference: string;
  /** sha256 over the contents (`image`: the manifest digest). */
  readonly digest: string;
  /** What detection found: `procfile`, `node`, `python`, `static`, `dockerfile`. */
  readonly framework: string;
  /** Command of each process type; `web` is a service's default. Empty for `static`. */
  readonly processes: Readonly<Record<string, string>>;
}
