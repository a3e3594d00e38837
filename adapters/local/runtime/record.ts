/** What is kept on disk about a workload: what is wanted, and which processes of ours are there. One JSON file each. */
import { z } from 'zod';

const processGroup = z.object({ pid: z.number(), startKey: z.string() });

const replica = z.object({
  index: z.number(),
  /** `crashed` has no process and waits for `nextStartAt`. */
  state: z.enum(['starting', 'running', 'crashed', 'stopping']),
  process: processGroup.nullable(),
  host: z.string(),
  port: z.number().nullable(),
  startedAt: z.number().nullable(),
  /** Since when its health check fails, null while it does not. */
  unhealthySince: z.number().nullable(),
  restarts: z.number(),
  /** Exits in a row without having stayed up for a while. */
  crashes: z.number(),
  nextStartAt: z.number(),
  lastExit: z.object({ code: z.number().nullable(), signal: z.string().nullable(), at: z.number() }).nullable(),
});

const run = z.object({
  id: z.string(),
  revision: z.string(),
  generation: z.number(),
  /** Equal for two runs that would be the same in all but their id. */
  fingerprint: z.string(),
  type: z.enum(['web', 'worker', 'stateful']),
  directory: z.string(),
  /** A command line for the shell; null: the folder is served as a static site. */
  command: z.string().nullable(),
  sealedEnvironment: z.string(),
  secretNames: z.array(z.string()),
  port: z.number().nullable(),
  healthPath: z.string().nullable(),
  healthTimeoutMs: z.number(),
  phase: z.enum(['starting', 'healthy', 'failed', 'stopped']),
  reason: z.string().nullable(),
  /** When the present attempt to become healthy began. */
  begunAt: z.number(),
  replicas: z.array(replica),
});

/** The number of replicas follows the load; usage is measured against what one requests. */
const scaling = z.object({
  least: z.number(),
  most: z.number(),
  cpuPercent: z.number().nullable(),
  memoryPercent: z.number().nullable(),
  cpuMillicores: z.number().nullable(),
  memoryMegabytes: z.number().nullable(),
  /** Why it is the present number. */
  reason: z.string().nullable(),
});

export const workloadRecord = z.object({
  version: z.literal(1),
  instanceId: z.string(),
  /** Its end was begun: nothing of it runs again, and what is left is taken away. */
  removing: z.boolean().default(false),
  replicas: z.number(),
  scaling: scaling.nullable().default(null),
  hostnames: z.array(z.string()),
  /** Of the team's own. */
  domains: z.array(z.string()).default([]),
  stopTimeoutMs: z.number(),
  /** The run that gets the traffic. */
  serving: z.string().nullable(),
  /** Newest first: the first is the one that is wanted. */
  runs: z.array(run),
});

/** Owned and changed by its workload alone. */
export type WorkloadRecord = z.infer<typeof workloadRecord>;
export type ScalingRecord = z.infer<typeof scaling>;
export type RunRecord = z.infer<typeof run>;
export type ReplicaRecord = z.infer<typeof replica>;
