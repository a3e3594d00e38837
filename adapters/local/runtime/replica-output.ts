/** What the replicas of one workload write: followed file by file, cleaned of secrets, given on as log lines; the last of it kept for reasons. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogLine, LogSink } from '../../../domain/ports/sinks.ts';
import { redactOf } from '../redact-of.ts';
import type { LogTails } from './log-tails.ts';
import type { RunRecord } from './record.ts';

export interface ReplicaOutput {
  /** Paths of a replica's output files. */
  paths(run: RunRecord, index: number): { readonly stdout: string; readonly stderr: string };
  follow(run: RunRecord, index: number): void;
  /** Resolves when everything written so far was given on. */
  flush(run: RunRecord, index: number): Promise<void>;
  /** Gives on the rest and deletes the files. */
  forget(run: RunRecord, index: number): Promise<void>;
  forgetRun(run: RunRecord): void;
  /** The last lines of a run. */
  tail(run: RunRecord): string;
  /** A line of our own about a replica. */
  system(run: RunRecord, index: number, text: string): void;
}

export interface ReplicaOutputDeps {
  readonly instanceId: string;
  readonly tails: LogTails;
  readonly logs: LogSink;
  readonly environmentOf: (run: RunRecord) => Readonly<Record<string, string>>;
}

const tailLines = 20;
const streams = ['stdout', 'stderr'] as const;

export function openReplicaOutput({ instanceId, tails, logs, environmentOf }: ReplicaOutputDeps): ReplicaOutput {
  const recent = new Map<string, string[]>();
  const nameOf = (run: RunRecord, index: number, stream: 'stdout' | 'stderr') => `${instanceId}.${run.id}-${index}.${stream}.log`;
  const pathOf = (run: RunRecord, index: number, stream: 'stdout' | 'stderr') =>
    join(tails.directory, nameOf(run, index, stream));
  const append = (run: RunRecord, replica: number, stream: LogLine['stream'], text: string) =>
    logs.append([{ source: { kind: 'instance', instanceId, revision: run.revision, replica }, stream, at: Date.now(), text }]);
  return {
    paths: (run, index) => ({ stdout: pathOf(run, index, 'stdout'), stderr: pathOf(run, index, 'stderr') }),
    follow: (run, index) => {
      const clean = redactOf({ environment: environmentOf(run), secretNames: run.secretNames });
      const last = recent.get(run.id) ?? [];
      recent.set(run.id, last);
      for (const stream of streams) {
        tails.follow(nameOf(run, index, stream), (line) => {
          const text = clean(line);
          last.push(text);
          if (last.length > tailLines) last.shift();
          append(run, index, stream, text);
        });
      }
    },
    flush: async (run, index) => {
      await Promise.all(streams.map((stream) => tails.flush(nameOf(run, index, stream))));
    },
    forget: async (run, index) => {
      for (const stream of streams) {
        await tails.unfollow(nameOf(run, index, stream));
        await rm(pathOf(run, index, stream), { force: true });
      }
    },
    forgetRun: (run) => void recent.delete(run.id),
    tail: (run) => (recent.get(run.id) ?? []).join('\n'),
    system: (run, index, text) => append(run, index, 'system', text),
  };
}
