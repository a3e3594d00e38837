/** What is kept on disk about a run, so that whoever comes after a crash knows that it was started and finds it. */
import { z } from 'zod';

export const jobRecord = z.object({
  version: z.literal(1),
  runId: z.string(),
  instanceId: z.string(),
  revision: z.string(),
  sealedEnvironment: z.string(),
  secretNames: z.array(z.string()),
  stopTimeoutMs: z.number(),
  startedAt: z.number(),
  /** null: it is about to be started. */
  process: z.object({ pid: z.number(), startKey: z.string() }).nullable(),
  ended: z.object({ at: z.number(), exitCode: z.number().nullable(), tail: z.string() }).nullable(),
});

export type JobRecord = z.infer<typeof jobRecord>;
