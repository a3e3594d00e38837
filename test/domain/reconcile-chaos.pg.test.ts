/**
 * Whatever people command, whatever fails and whenever we restart: once the world is well again, every deployment has ended or serves,
 * what runs is what is wanted, and nothing is left open. Commands are random with a fixed seed.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fault } from '../../kit/fault.ts';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});

/** mulberry32: small, seeded, good enough to choose by. */
function chooser(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return <T>(options: readonly T[]): T => {
    const chosen = options[Math.floor(next() * options.length)];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  };
}

const away = new Fault('retry', { code: 'away', message: 'Try again.' });

test.each([5, 8])('seed %i', async (seed) => {
  const choose = chooser(seed);
  const tenants = [await createTenant(plane), await createTenant(plane)];
  const developers = new Map<TestTenant, Caller>();
  for (const t of tenants) developers.set(t, await t.member('developer'));
  const send = async (t: TestTenant, command: string, args = '') => {
    const caller = developers.get(t);
    if (!caller) throw new Error('no developer');
    const answer = /deploy|rollback/.test(command) ? 'deploymentId' : 'instanceId';
    const { data, errors } = await plane.as(
      caller,
      `mutation { ${command}(serviceId: "${t.serviceId}", requestId: "${randomUUID()}"${args}) { ${answer} } }`,
    );
    // Commands may come at a bad time; then they say so with a code, and nothing else.
    for (const error of errors ?? [])
      expect(error.extensions.code).toMatch(/^(never-deployed|nothing-to-roll-back-to|service-stopped|queue-full)$/);
    return data?.[command]?.deploymentId;
  };
  const deployed: { t: TestTenant; id: string }[] = [];
  const steps: Readonly<Record<string, (t: TestTenant) => Promise<unknown> | unknown>> = {
    deploy: async (t) => {
      const id = await send(t, 'deployService', `, reference: "v${deployed.length}"`);
      if (id) deployed.push({ t, id });
    },
    rollback: (t) => send(t, 'rollbackService'),
    cancel: async () => {
      if (deployed.length === 0) return;
      const { t, id } = choose(deployed);
      const caller = developers.get(t);
      const { errors } = await plane.as(
        caller ?? { role: '', userId: '', organizationId: '' },
        `mutation { cancelDeployment(deploymentId: "${id}", requestId: "${randomUUID()}") { deploymentId } }`,
      );
      for (const error of errors ?? []) expect(error.extensions.code).toBe('deployment-ended');
    },
    stop: (t) => send(t, 'stopService'),
    start: (t) => send(t, 'startService'),
    restart: (t) => send(t, 'restartService'),
    scale: (t) => send(t, 'scaleService', `, replicas: ${choose([1, 2, 3])}`),
    runtimeMode: () => {
      plane.runtime.mode = choose(['healthy', 'failing', 'never-ready']);
    },
    builderMode: () => {
      plane.builder.mode = choose(['at-once', 'when-told']);
    },
    runtimeAway: () => {
      plane.runtime.refuse = choose([null, away]);
    },
    builderAway: () => {
      plane.builder.refuse = choose([null, away]);
    },
    crash: () => {
      const ids = [...plane.runtime.desired.keys()];
      if (ids.length > 0) plane.runtime.crash(choose(ids));
    },
    forget: () => plane.builder.forget(),
    restartOfOurs: () => plane.restart(),
    later: async () => {
      plane.advance(choose([1_000, 60_000, 600_000]));
      await plane.reconciler().reap();
    },
    resync: () => plane.reconciler().resync(),
  };
  const names = [...Object.keys(steps), 'deploy', 'deploy', 'deploy', 'cancel', 'rollback'];
  for (let i = 0; i < 80; i++) await steps[choose(names)]?.(choose(tenants));

  Object.assign(plane.runtime, { mode: 'healthy', refuse: null });
  Object.assign(plane.builder, { mode: 'at-once', refuse: null });
  plane.builder.forget();
  const services = tenants.map((t) => t.serviceId);
  const open = async () => {
    // What hangs in the emulators when they are well again is helped by time, as in the world.
    await plane.reconciler().resync();
    await plane.reconciler().settled();
    for (const id of plane.runtime.desired.keys()) plane.runtime.ready(id);
    return await plane.database.sql(
      `select status, revision from deployments where service_id = any($1)
         and status not in ('running', 'superseded', 'rolled_back', 'failed', 'cancelled', 'rejected')`,
      [services],
    );
  };
  await eventually(open, (rows) => rows.length === 0);

  const { sql } = plane.database;
  expect(
    await sql(
      'select 1 from deployment_steps s join deployments d on d.id = s.deployment_id where service_id = any($1) and outcome is null',
      [services],
    ),
  ).toEqual([]);
  expect(
    await sql("select 1 from builds where service_id = any($1) and status in ('queued', 'building', 'cancelling')", [services]),
  ).toEqual([]);
  expect(
    await sql("select 1 from deployments where service_id = any($1) and status = 'failed' and failure_reason = ''", [services]),
  ).toEqual([]);
  const agree = async () => {
    await plane.reconciler().settled();
    const rows = await sql(
      `select i.id, i.desired_state, i.desired_replicas, i.generation, i.status, i.current_deployment_id,
         (select d.id from deployments d where d.service_instance_id = i.id and d.status = 'running') as running
       from service_instances i where i.service_id = any($1)`,
      [services],
    );
    return rows.map((row) => {
      const workload = plane.runtime.desired.get(String(row.id));
      const runs = row.desired_state === 'running' && row.running !== null;
      return {
        pointsAtWhatRuns: row.current_deployment_id === row.running,
        wanted:
          workload === undefined
            ? row.running === null
            : workload.revision === row.running && workload.generation === row.generation,
        replicas: workload === undefined || workload.replicas === (runs ? row.desired_replicas : 0),
        seen: row.status === (runs ? 'running' : 'stopped'),
      };
    });
  };
  const right = { pointsAtWhatRuns: true, wanted: true, replicas: true, seen: true };
  // What is wrong to the end is told by name.
  for (const row of await eventually(agree, (rows) => rows.every((r) => Object.values(r).every(Boolean))))
    expect(row).toEqual(right);
});
