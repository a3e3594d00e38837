/** Everything the Coolify adapter has to tell its operator. */
export type CoolifyObservation =
  | { readonly type: 'connected'; readonly version: string }
  /** The endpoints that change something want another verb than its version says. */
  | { readonly type: 'verb-changed'; readonly verb: 'GET' | 'POST' }
  | { readonly type: 'rate-limited'; readonly retryAfterMs: number }
  /** Told once a state. */
  | { readonly type: 'unknown-state'; readonly state: string }
  | { readonly type: 'duplicate-removed'; readonly what: 'application' | 'project' | 'private-key'; readonly uuid: string }
  | { readonly type: 'deadline-passed'; readonly buildId: string; readonly state: string }
  /** The token may not read them: `read:sensitive` is missing. */
  | { readonly type: 'logs-hidden' }
  | { readonly type: 'watch-failed'; readonly error: unknown };
