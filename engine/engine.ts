/** What the transports (http/, ws/, live/, triggers/) ask of the engine's core: the current schema, and to run a request. */
import type { Catalog } from './catalog/catalog.ts';
import type { Database } from './database/database.ts';
import type { Model } from './model/model.ts';
import type { Session } from './session.ts';

export interface GraphqlRequest {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** What travels beside a request: for action handlers, logs and cookies. */
export interface RequestContext {
  readonly session: Session;
  /** Client headers, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string;
  /** The network address the request came from, where it is known. */
  readonly address?: string;
  readonly signal?: AbortSignal;
}

export interface GraphqlAnswer {
  /** The whole response body as JSON text; `{"data":…}` or `{"errors":[…]}`. Never parsed again. */
  readonly body: string;
  /** 200, or the status for endpoints that use real ones. */
  readonly status: number;
  /** `Set-Cookie` values from action handlers. */
  readonly cookies: readonly string[];
}

/** Catalog, metadata and model of one moment, swapped as a whole when either changes. */
export interface Snapshot {
  readonly catalog: Catalog;
  readonly model: Model;
  /** Metadata's `resource_version`. */
  readonly resourceVersion: number;
  /** Counts up with every swap: caches compare it. */
  readonly generation: number;
}

export interface Core {
  readonly database: Database;
  snapshot(): Snapshot;
  /** Called after each swap. Returns the function that ends it. */
  onChange(listener: (snapshot: Snapshot) => void): () => void;
  /** Queries and mutations. Subscriptions go through live/. */
  execute(request: GraphqlRequest, context: RequestContext): Promise<GraphqlAnswer>;
}
