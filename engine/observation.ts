/** Everything the engine tells about itself. Logs, metrics and traces are read from this one type; tests assert on it. */
export type Observation =
  | { readonly kind: 'started'; readonly port: number; readonly durationMs: number }
  | { readonly kind: 'stopped' }
  | {
      readonly kind: 'http-request';
      readonly method: string;
      readonly path: string;
      readonly status: number;
      readonly durationMs: number;
      readonly requestId: string;
      readonly role: string | null;
      readonly operation: string | null;
      readonly responseBytes: number;
    }
  | { readonly kind: 'websocket-opened' | 'websocket-closed'; readonly id: string; readonly role: string | null }
  | {
      readonly kind: 'metadata-changed';
      readonly resourceVersion: number;
      readonly inconsistencies: number;
      readonly durationMs: number;
      readonly rebuiltTables: number;
    }
  | {
      readonly kind: 'live-poll';
      readonly cohorts: number;
      readonly changed: number;
      readonly durationMs: number;
      readonly reason: 'start' | 'more' | 'change' | 'timer';
    }
  | {
      readonly kind: 'event-delivered' | 'event-failed';
      readonly trigger: string;
      readonly eventId: string;
      readonly tries: number;
      readonly status: number;
      readonly durationMs: number;
    }
  | {
      readonly kind: 'cron-delivered' | 'cron-failed' | 'cron-dead';
      readonly trigger: string;
      readonly eventId: string;
      readonly tries: number;
    }
  | {
      /** A constraint, or a trigger that raised one's code (class 23), refused the writes of a request. */
      readonly kind: 'write-refused';
      readonly sqlState: string;
      readonly message: string;
      readonly session: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'action-called'; readonly action: string; readonly status: number; readonly durationMs: number }
  | { readonly kind: 'jwk-refreshed' | 'jwk-failed'; readonly url: string; readonly message: string | null }
  | { readonly kind: 'database-lost' | 'database-back'; readonly message: string }
  | { readonly kind: 'internal-error'; readonly message: string; readonly cause: unknown };

export type Observe = (observation: Observation) => void;
