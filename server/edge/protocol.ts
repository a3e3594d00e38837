/** What the control plane and the edge process say to each other: HTTP with JSON bodies over the edge's control socket. */
import type { RequestCounts, RouteTarget } from '../../domain/ports/route-table.ts';

/** The edge's command line: one JSON argument. */
export interface EdgeConfig {
  /** Addresses to listen on, as for `net.Server.listen`. */
  readonly hosts: readonly string[];
  readonly port: number;
  readonly baseDomain: string;
  readonly controlSocket: string;
  readonly controlPlaneSocket: string;
  /** Where the routes survive a restart. */
  readonly routesFile: string;
  /** Which build this is: a new NorthStack replaces an edge of another build. */
  readonly build: string;
}

/** The one line the edge writes to stdout. */
export type EdgeGreeting = { readonly ready: true } | { readonly ready: false; readonly code: string; readonly message: string };

/** `GET /status` */
export interface EdgeStatus {
  readonly pid: number;
  readonly build: string;
  readonly hosts: readonly string[];
  readonly port: number;
  readonly baseDomain: string;
}

// `PUT /routes/<instance>` takes `Route[]`, `DELETE /routes/<instance>` nothing; both answer when the routes are in use and on disk.

/** `POST /drained` answers when it is so. */
export interface DrainedBody {
  readonly targets: readonly RouteTarget[];
  readonly timeoutMs: number;
}

/** `POST /counts` answers the counts since the last call. */
export type CountsAnswer = Readonly<Record<string, RequestCounts>>;

// `GET /alive` begins an answer that ends with the process. `POST /stop` answers, then the edge ends.
