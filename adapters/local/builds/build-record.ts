/** What is kept on disk about a build: one JSON file, replaced whole at every step, so that a restart knows what was under way. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { BuildObservation } from '../../../domain/ports/source-builder.ts';
import { writeAtomic } from '../files/write-atomic.ts';

const step = z.enum(['clone', 'detect', 'install', 'build', 'release', 'publish']);
const artifact = z.object({
  kind: z.enum(['directory', 'image']),
  reference: z.string(),
  digest: z.string(),
  framework: z.string(),
  processes: z.record(z.string(), z.string()),
});

/** Kept sealed with the variables. */
export const gitCredential = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('password'), username: z.string(), password: z.string() }),
    z.object({ kind: z.literal('ssh-key'), privateKey: z.string() }),
  ])
  .nullable();

const buildRecord = z.object({
  version: z.literal(1),
  buildId: z.string(),
  /** What was asked for; `environment` sealed, credentials in the repository's address included. */
  request: z.object({
    sealed: z.string(),
    service: z.string().default(''),
    reference: z.string(),
    directory: z.string(),
    buildCommand: z.string().nullable(),
    startCommand: z.string().nullable(),
    releaseCommand: z.string().nullable(),
    secretNames: z.array(z.string()),
    timeoutMs: z.number(),
  }),
  acceptedAt: z.number(),
  finishedAt: z.number().nullable(),
  /** How often it was begun: a build that a restart interrupted is begun once more. */
  attempts: z.number(),
  status: z.discriminatedUnion('state', [
    z.object({ state: z.literal('queued') }),
    z.object({ state: z.literal('building'), step, commit: z.string().nullable() }),
    z.object({ state: z.literal('succeeded'), commit: z.string(), artifact, durationMs: z.number() }),
    z.object({ state: z.literal('failed'), step, reason: z.string(), commit: z.string().nullable() }),
    z.object({ state: z.literal('cancelling') }),
    z.object({ state: z.literal('cancelled') }),
  ]),
});

export type BuildRecord = z.infer<typeof buildRecord>;
export type BuildStatus = Exclude<BuildObservation, { state: 'absent' }>;

/** null when there is none, or when it cannot be read as one (a disk fault): then the build is as good as never started. */
export async function loadBuildRecord(path: string): Promise<BuildRecord | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return buildRecord.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export function saveBuildRecord(path: string, record: BuildRecord): Promise<void> {
  return writeAtomic(path, JSON.stringify(record));
}

export function isOver(status: BuildStatus): boolean {
  return status.state === 'succeeded' || status.state === 'failed' || status.state === 'cancelled';
}
