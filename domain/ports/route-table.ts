/** The public proxy's routing: which host name goes to which local addresses. Changing it is atomic and acknowledged. */

export interface RouteTable {
  /** Replaces the routes of one workload; resolves when the proxy uses them (requests under way finish on the old ones). */
  set(instanceId: string, routes: readonly Route[]): Promise<void>;
  /** Removing the absent succeeds. */
  remove(instanceId: string): Promise<void>;
  /** Resolves when no request (upgraded connections included) is under way to any of these addresses, at the latest after `timeoutMs`. */
  drained(targets: readonly RouteTarget[], timeoutMs: number): Promise<void>;
  /** Request counts since the last call, by instance. */
  takeCounts(): Promise<ReadonlyMap<string, RequestCounts>>;
}

export interface Route {
  /** `*.example.com`: every name below it that nobody has. */
  readonly hostname: string;
  /** Replicas, chosen in turn; one that refuses the connection is skipped for this request. */
  readonly targets: readonly RouteTarget[];
}

export interface RouteTarget {
  readonly host: string;
  readonly port: number;
}

export interface RequestCounts {
  readonly requests: number;
  readonly errors: number;
  readonly latencyP90Ms: number | null;
}
