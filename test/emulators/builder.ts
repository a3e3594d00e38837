/** A SourceBuilder in memory that does what a test tells it to, with the port's promises about repeats and absence. */
import type { Hint } from '../../domain/ports/sinks.ts';
import type { BuildObservation, BuildRequest, SourceBuilder } from '../../domain/ports/source-builder.ts';
import { Fault } from '../../kit/fault.ts';

export interface BuilderEmulator extends SourceBuilder {
  readonly started: readonly BuildRequest[];
  /** What the next builds become: at once, or when `finish` is called. Default `at-once`. */
  mode: 'at-once' | 'when-told';
  /** Thrown by the next `start`. */
  refuse: Fault | null;
  finish(reference: string, outcome: 'succeeded' | 'failed'): void;
  /** Forgets everything, as a builder that lost its disk. */
  forget(): void;
}

export function emulateBuilder(hint: Hint): BuilderEmulator {
  const builds = new Map<string, { request: BuildRequest; seen: BuildObservation }>();
  const started: BuildRequest[] = [];
  const commitOf = (reference: string) => Buffer.from(reference.padEnd(20, '.').slice(0, 20)).toString('hex');
  const conclude = (id: string, outcome: 'succeeded' | 'failed') => {
    const build = builds.get(id);
    if (!build || build.seen.state === 'cancelled') return;
    const commit = commitOf(build.request.reference);
    build.seen =
      outcome === 'failed'
        ? { state: 'failed', step: 'build', reason: 'npm run build: exit 1', commit }
        : {
            state: 'succeeded',
            commit,
            durationMs: 1,
            artifact: {
              kind: 'directory',
              reference: `/artifacts/${id}`,
              digest: 'd'.repeat(64),
              framework: 'node',
              processes: { web: 'node .' },
            },
          };
    hint({ kind: 'build', id });
  };
  const emulator: BuilderEmulator = {
    started,
    mode: 'at-once',
    refuse: null,
    start: async (request) => {
      if (emulator.refuse) throw emulator.refuse;
      if (builds.has(request.buildId)) return;
      started.push(request);
      builds.set(request.buildId, { request, seen: { state: 'building', step: 'clone', commit: null } });
      if (emulator.mode === 'at-once') conclude(request.buildId, 'succeeded');
    },
    observe: async (id) => builds.get(id)?.seen ?? { state: 'absent' },
    cancel: async (id) => {
      const build = builds.get(id);
      if (build?.seen.state !== 'building') return;
      build.seen = { state: 'cancelled' };
      hint({ kind: 'build', id });
    },
    remove: async (id) => void builds.delete(id),
    list: async () => [...builds.keys()],
    finish: (reference, outcome) => {
      const open = [...builds].find(([, b]) => b.request.reference === reference && b.seen.state === 'building');
      if (!open) throw new Fault('gone', { code: 'no-build', message: `no build of ${reference} is under way` });
      conclude(open[0], outcome);
    },
    forget: () => builds.clear(),
  };
  return emulator;
}
