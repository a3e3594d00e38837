/** What is kept on disk about a database of this machine: what is wanted of it, and how far that got. One JSON file each. */
import { z } from 'zod';

/** Everything of a wish that is no secret. */
const wish = z.object({
  label: z.string(),
  nodes: z.literal(1),
  cpuMillicores: z.number(),
  memoryMegabytes: z.number(),
  storageGigabytes: z.number(),
  pooling: z.boolean(),
  databaseName: z.string(),
  generation: z.number(),
  /** The current one first; their passwords are sealed. */
  usernames: z.array(z.string()),
});

const timeline = z.object({
  timeline: z.number(),
  /** When it became the current one. */
  since: z.number(),
  /** Where it comes from, and the moment until which it is the same; null: it is the first that is known here. */
  parent: z.object({ timeline: z.number(), until: z.number() }).nullable(),
});

export type Timeline = z.infer<typeof timeline>;

export const databaseRecord = z.object({
  version: z.literal(1),
  databaseId: z.string(),
  wish,
  /** Passwords by user name, `postgres` included. */
  sealedPasswords: z.string(),
  port: z.number(),
  poolerPort: z.number().nullable(),
  /** The newest generation that was carried out completely. */
  applied: z.number(),
  /** Its removal was asked for. */
  removing: z.object({ keepBackups: z.boolean() }).nullable(),
  /** The restore it is waiting for or was left in; its content is not there yet, or not that of before. */
  restoring: z.object({ restoreId: z.string(), inPlace: z.boolean() }).nullable(),
  /** Restores that ended, by id: what was told once stays true after a restart. */
  restores: z.record(
    z.string(),
    z.union([z.object({ state: z.literal('succeeded') }), z.object({ state: z.literal('failed'), reason: z.string() })]),
  ),
  /** The timelines of its log, oldest first: a restore in place begins a new one. */
  timelines: z.array(timeline),
});

/** Owned and changed by its `LocalDatabase` alone. */
export type DatabaseRecord = z.infer<typeof databaseRecord>;
export type DatabaseWish = z.infer<typeof wish>;

export const backupRecord = z.object({
  version: z.literal(1),
  backupId: z.string(),
  databaseId: z.string(),
  databaseName: z.string(),
  engineVersion: z.string(),
  /** The timeline and the first and last file of the log that are needed to use it. */
  timeline: z.number(),
  firstSegment: z.string(),
  lastSegment: z.string(),
  consistentAt: z.number(),
  sizeBytes: z.number(),
  /** Where its copy is that survives the machine, for people; null: there is none. */
  location: z.string().nullable().default(null),
  /** The superuser's password at that time. */
  sealedPasswords: z.string(),
});

export type BackupRecord = z.infer<typeof backupRecord>;
