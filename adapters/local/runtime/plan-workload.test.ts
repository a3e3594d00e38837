import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planWorkload, type Step } from './plan-workload.ts';
import type { ReplicaRecord, RunRecord, WorkloadRecord } from './record.ts';

const timing = { unhealthyRestartMs: 60_000, startCrashes: 3 };
const now = 1_000_000;

const replica = (index: number, changes: Partial<ReplicaRecord> = {}): ReplicaRecord => ({
  index,
  state: 'running',
  process: { pid: 10 + index, startKey: 'k' },
  host: '127.0.0.1',
  port: 21_000 + index,
  startedAt: now - 1_000,
  unhealthySince: null,
  restarts: 0,
  crashes: 0,
  nextStartAt: 0,
  lastExit: null,
  ...changes,
});

const run = (id: string, changes: Partial<RunRecord> = {}): RunRecord => ({
  id,
  revision: id,
  generation: 1,
  fingerprint: id,
  type: 'web',
  directory: '/',
  command: 'x',
  sealedEnvironment: '',
  secretNames: [],
  port: null,
  healthPath: null,
  healthTimeoutMs: 30_000,
  phase: 'healthy',
  reason: null,
  begunAt: now - 1_000,
  replicas: [replica(0)],
  ...changes,
});

const record = (runs: RunRecord[], changes: Partial<WorkloadRecord> = {}): WorkloadRecord => ({
  version: 1,
  instanceId: 'i',
  removing: false,
  replicas: 1,
  scaling: null,
  hostnames: [],
  domains: [],
  stopTimeoutMs: 1,
  serving: runs.at(-1)?.id ?? null,
  runs,
  ...changes,
});

const starting = (changes: Partial<RunRecord> = {}) =>
  run('new', { phase: 'starting', replicas: [replica(0, { state: 'starting' })], ...changes });

test.each<[string, WorkloadRecord, Step[]]>([
  ['a healthy run needs nothing', record([run('a')]), []],
  [
    'a new run starts all its replicas beside the old one',
    record([run('new', { phase: 'starting', replicas: [] }), run('old')], { replicas: 1 }),
    [{ do: 'start', run: 'new', index: 0 }],
  ],
  [
    'a new run whose replicas all answer takes over',
    record([starting({ replicas: [replica(0)] }), run('old')]),
    [{ do: 'promote', run: 'new' }],
  ],
  [
    'an answer of some is not enough',
    record(
      [
        starting({ replicas: [replica(0), replica(1, { state: 'starting' })] }),
        run('old', { replicas: [replica(0), replica(1)] }),
      ],
      { replicas: 2 },
    ),
    [],
  ],
  [
    'the old run stops when the new one serves',
    record([run('new'), run('old')], { serving: 'new' }),
    [{ do: 'stop', run: 'old', index: 0 }],
  ],
  [
    'an old run of which nothing is left is forgotten',
    record([run('new'), run('old', { replicas: [] })], { serving: 'new' }),
    [{ do: 'forget', run: 'old' }],
  ],
  [
    'a new run that crashes too often fails',
    record([starting({ replicas: [replica(0, { state: 'crashed', crashes: 3, nextStartAt: now + 1 })] }), run('old')]),
    [{ do: 'fail', run: 'new', because: 'crashes' }],
  ],
  [
    'a new run over its time fails',
    record([starting({ begunAt: now - 30_000 }), run('old')]),
    [{ do: 'fail', run: 'new', because: 'timeout' }],
  ],
  [
    'a failed run stops, the old one stays',
    record([starting({ phase: 'failed' }), run('old')]),
    [{ do: 'stop', run: 'new', index: 0 }],
  ],
  [
    'a crashed replica starts when its pause is over',
    record([run('a', { replicas: [replica(0, { state: 'crashed', process: null, nextStartAt: now })] })]),
    [{ do: 'start', run: 'a', index: 0 }],
  ],
  [
    'scaling up starts the missing',
    record([run('a')], { replicas: 3 }),
    [
      { do: 'start', run: 'a', index: 1 },
      { do: 'start', run: 'a', index: 2 },
    ],
  ],
  [
    'scaling down stops the highest',
    record([run('a', { replicas: [replica(0), replica(1)] })]),
    [{ do: 'stop', run: 'a', index: 1 }],
  ],
  [
    'a new version of what has a volume waits for the old one, whatever their ports',
    record([
      run('new', { type: 'stateful', port: 2, phase: 'starting', replicas: [] }),
      run('old', { type: 'stateful', port: 1 }),
    ]),
    [{ do: 'stop', run: 'old', index: 0 }],
  ],
  [
    'and starts when it has gone',
    record([
      run('new', { type: 'stateful', port: 2, phase: 'starting', replicas: [] }),
      run('old', { type: 'stateful', port: 1, replicas: [] }),
    ]),
    [{ do: 'start', run: 'new', index: 0 }],
  ],
  ['a stopping replica is left to stop', record([run('a', { replicas: [replica(0), replica(1, { state: 'stopping' })] })]), []],
  ['zero replicas stop everything', record([run('a')], { replicas: 0 }), [{ do: 'stop', run: 'a', index: 0 }]],
  ['with nothing left it rests', record([run('a', { replicas: [] })], { replicas: 0 }), [{ do: 'rest', run: 'a' }]],
  [
    'a resting one begins again',
    record([run('a', { phase: 'stopped', replicas: [] })], { serving: null }),
    [{ do: 'begin', run: 'a' }],
  ],
  [
    'a replica unhealthy for too long is abandoned',
    record([run('a', { replicas: [replica(0, { unhealthySince: now - 60_000 })] })]),
    [{ do: 'abandon', run: 'a', index: 0 }],
  ],
  [
    'a replica of a healthy run that does not come up is abandoned',
    record([run('a', { replicas: [replica(0, { state: 'starting', startedAt: now - 30_000 })] })]),
    [{ do: 'abandon', run: 'a', index: 0 }],
  ],
  [
    'a fixed port: the old run makes room first',
    record([starting({ port: 80, replicas: [] }), run('old', { port: 80 })]),
    [{ do: 'stop', run: 'old', index: 0 }],
  ],
  [
    'a fixed port: the new run starts when the old has gone',
    record([starting({ port: 80, replicas: [] }), run('old', { port: 80, replicas: [] })]),
    [{ do: 'start', run: 'new', index: 0 }],
  ],
  [
    'a fixed port: the old run comes back when the new one failed and has gone',
    record([starting({ port: 80, phase: 'failed', replicas: [] }), run('old', { port: 80, replicas: [] })]),
    [{ do: 'start', run: 'old', index: 0 }],
  ],
])('%s', (_, seen, steps) => {
  expect(planWorkload(seen, now, timing).steps).toEqual(steps);
});

test.each<[string, WorkloadRecord, number | null]>([
  ['nothing to wait for', record([run('a')]), null],
  ['a starting run waits for its time limit', record([starting(), run('old')]), now + 29_000],
  [
    'a crashed replica waits for its pause',
    record([run('a', { replicas: [replica(0, { state: 'crashed', nextStartAt: now + 500 })] })]),
    now + 500,
  ],
])('%s', (_, seen, wakeAt) => {
  expect(planWorkload(seen, now, timing)).toEqual({ steps: [], wakeAt });
});

test('whatever was recorded, following the plan comes to rest', () => {
  const states = fc.constantFrom<ReplicaRecord['state']>('starting', 'running', 'crashed', 'stopping');
  const replicas = fc.uniqueArray(fc.record({ index: fc.nat(3), state: states, crashes: fc.nat(4) }), {
    selector: (r) => r.index,
    maxLength: 4,
  });
  const phases = fc.constantFrom<RunRecord['phase']>('starting', 'healthy', 'failed', 'stopped');
  const runs = fc.array(fc.record({ phase: phases, replicas, port: fc.constantFrom(null, 80) }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(runs, fc.nat(3), fc.option(fc.nat(2)), (made, wanted, serving) => {
      const state = record(
        made.map((r, i) => run(`r${i}`, { ...r, replicas: r.replicas.map((x) => replica(x.index, x)) })),
        { replicas: wanted, serving: serving === null ? null : `r${serving}` },
      );
      for (let round = 0; round < 50; round++) {
        const { steps } = planWorkload(state, now, timing);
        // Stopping takes its time, but it ends.
        for (const r of state.runs) if (steps.length === 0) r.replicas = r.replicas.filter((x) => x.state !== 'stopping');
        if (steps.length === 0 && planWorkload(state, now, timing).steps.length === 0) return;
        for (const step of steps) follow(state, step);
      }
      throw new Error('it never came to rest');
    }),
  );
});

/** What the workload does for a step, with processes that always start and answer. */
function follow(state: WorkloadRecord, step: Step): void {
  const found = state.runs.find((r) => r.id === step.run);
  if (!found) return;
  const at = 'index' in step ? found.replicas.find((r) => r.index === step.index) : undefined;
  switch (step.do) {
    case 'begin':
      Object.assign(found, { phase: 'starting', begunAt: now, replicas: [] });
      return;
    case 'start':
      if (at) Object.assign(at, { state: 'running', crashes: 0 });
      else found.replicas.push(replica(step.index));
      return;
    case 'stop':
      if (at) at.state = 'stopping';
      return;
    case 'abandon':
      if (at) Object.assign(at, { state: 'crashed', nextStartAt: now });
      return;
    case 'promote':
      found.phase = 'healthy';
      state.serving = found.id;
      return;
    case 'fail':
      found.phase = 'failed';
      return;
    case 'rest':
      found.phase = 'stopped';
      state.serving = null;
      return;
    case 'forget':
      state.runs = state.runs.filter((r) => r !== found);
  }
}
