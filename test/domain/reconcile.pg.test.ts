/**
 * Deployments from the mutation to the row that says `running`, through the real engine, its event triggers and our handlers; builds and
 * runtime are emulated and do what each test says.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Fault } from '../../kit/fault.ts';
import { createLogWriter, createMetricWriter } from '../../reconcile/index.ts';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
let t: TestTenant;
let developer: Caller;

beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  Object.assign(plane.builder, { mode: 'at-once', refuse: null });
  Object.assign(plane.runtime, { mode: 'healthy', refuse: null });
  t = await createTenant(plane);
  developer = await t.member('developer');
});

const deploy = async (reference = 'main'): Promise<string> => {
  const { data, errors } = await plane.as(
    developer,
    'mutation($s: uuid!, $ref: String, $r: uuid!) { deployService(serviceId: $s, reference: $ref, requestId: $r) { deploymentId } }',
    { s: t.serviceId, ref: reference, r: randomUUID() },
  );
  expect(errors).toBeUndefined();
  return data.deployService.deploymentId;
};
const command = async (name: string, args = '') => {
  const answer = name === 'rollbackService' ? 'deploymentId' : 'instanceId';
  const { data, errors } = await plane.as(
    developer,
    `mutation { ${name}(serviceId: "${t.serviceId}", requestId: "${randomUUID()}"${args}) { ${answer} } }`,
  );
  expect(errors).toBeUndefined();
  return data[name][answer];
};
const cancel = async (id: string) => {
  const { errors } = await plane.as(
    developer,
    'mutation($d: uuid!, $r: uuid!) { cancelDeployment(deploymentId: $d, requestId: $r) { deploymentId } }',
    {
      d: id,
      r: randomUUID(),
    },
  );
  expect(errors).toBeUndefined();
};
interface DeploymentRow {
  readonly status: string;
  readonly failure_step: string | null;
  readonly failure_reason: string | null;
  readonly build: { readonly status: string; readonly git_commit: string | null } | null;
  readonly steps: readonly { readonly phase: string; readonly outcome: string | null }[];
}
const deployment = async (id: string): Promise<DeploymentRow> =>
  (
    await plane.as(
      developer,
      `query($id: uuid!) { deployments_by_pk(id: $id) { status failure_step failure_reason build { status git_commit }
         steps(order_by: { started_at: asc }) { phase outcome } } }`,
      { id },
    )
  ).data.deployments_by_pk;
const reaches = (id: string, status: string) =>
  eventually(
    () => deployment(id),
    (d) => d.status === status,
  );
interface InstanceRow {
  readonly id: string;
  readonly status: string;
  readonly ready_replicas: number;
  readonly url: string | null;
  readonly current_deployment_id: string | null;
}
const instance = async (): Promise<InstanceRow> =>
  (
    await plane.as(
      developer,
      'query($s: uuid!) { service_instances(where: { service_id: { _eq: $s } }) { id status ready_replicas url current_deployment_id } }',
      { s: t.serviceId },
    )
  ).data.service_instances[0];
const becomes = (expected: Partial<InstanceRow>) =>
  eventually(instance, (i) => Object.entries(expected).every(([k, v]) => i[k as keyof InstanceRow] === v));

describe('a deployment', () => {
  test('goes queued → building → scanning → deploying → verifying → running, with each step in the ledger', async () => {
    const id = await deploy();
    const row = await reaches(id, 'running');
    expect(row.steps).toEqual(
      ['queued', 'building', 'scanning', 'deploying', 'verifying'].map((phase) => ({ phase, outcome: 'succeeded' })),
    );
    expect(row.build).toMatchObject({ status: 'succeeded', git_commit: expect.stringMatching(/^[0-9a-f]{40}$/) });
    const seen = await becomes({ status: 'running', ready_replicas: 1, current_deployment_id: id });
    expect(seen.url).toMatch(/^http:\/\/web\.p-[0-9a-f]{8}\.localhost:8080$/);
  });

  test('uses the newest settings and remembers them', async () => {
    const set = (variables: object) =>
      plane.as(
        developer,
        'mutation($s: uuid!, $v: jsonb!) { insert_service_configs_one(object: { service_id: $s, variables: $v, health_path: "/up" }) { version } }',
        { s: t.serviceId, v: variables },
      );
    await set({ COLOR: 'red' });
    await set({ COLOR: 'blue' });
    await reaches(await deploy(), 'running');
    const { id } = await instance();
    expect(plane.runtime.desired.get(id)).toMatchObject({ environment: { COLOR: 'blue' }, healthPath: '/up' });
  });

  test('that fails to build says why, and what ran before keeps serving', async () => {
    const first = await deploy();
    await reaches(first, 'running');
    plane.builder.mode = 'when-told';
    const second = await deploy('broken');
    await reaches(second, 'building');
    await eventually(() => plane.builder.started.some((b) => b.reference === 'broken'), Boolean);
    plane.builder.finish('broken', 'failed');
    const row = await reaches(second, 'failed');
    expect(row).toMatchObject({ failure_step: 'building', failure_reason: 'npm run build: exit 1' });
    expect(await instance()).toMatchObject({ status: 'running', current_deployment_id: first });
  });

  test('whose repository the builder refuses fails with the builder’s words', async () => {
    plane.builder.refuse = new Fault('reject', { code: 'invalid-repository', message: 'There is no such repository.' });
    const row = await reaches(await deploy(), 'failed');
    expect(row).toMatchObject({ failure_step: 'building', failure_reason: 'There is no such repository.' });
  });

  test('that never gets healthy fails at its deadline, and the runtime goes back to the version before', async () => {
    const first = await deploy();
    await reaches(first, 'running');
    plane.runtime.mode = 'never-ready';
    const second = await deploy('v2');
    await reaches(second, 'verifying');
    const { id } = await instance();
    expect(plane.runtime.desired.get(id)?.revision).toBe(second);
    plane.advance(10 * 60_000);
    await plane.reconciler().reap();
    const row = await reaches(second, 'failed');
    expect(row).toMatchObject({ failure_step: 'verifying', failure_reason: 'It did not become healthy in time.' });
    await eventually(
      () => plane.runtime.desired.get(id)?.revision,
      (revision) => revision === first,
    );
    expect(await becomes({ status: 'running' })).toMatchObject({ current_deployment_id: first });
  });

  test('that its runtime says nothing about is ended all the same, with the step named', async () => {
    plane.runtime.mode = 'never-ready';
    const id = await deploy();
    await reaches(id, 'verifying');
    const { observe } = plane.runtime;
    plane.runtime.observe = () => Promise.reject(new Fault('retry', { code: 'away', message: 'Try again.' }));
    try {
      plane.advance(3 * 60_000);
      await plane.reconciler().reap();
      plane.advance(6 * 60_000);
      await plane.reconciler().reap();
      const row = await reaches(id, 'failed');
      expect(row).toMatchObject({ failure_step: 'verifying', failure_reason: expect.stringContaining('did not end in time') });
    } finally {
      plane.runtime.observe = observe;
    }
  });

  test('whose app ends at once fails with the reason; a first one leaves the instance crashed', async () => {
    plane.runtime.mode = 'failing';
    const row = await reaches(await deploy(), 'failed');
    expect(row).toMatchObject({ failure_step: 'verifying', failure_reason: 'It ended with code 1.' });
    expect((await instance()).current_deployment_id).toBeNull();
  });

  test('the runtime will not have fails with the runtime’s words', async () => {
    plane.runtime.refuse = new Fault('reject', { code: 'port-taken', message: 'Port 3000 is taken. Choose another.' });
    const row = await reaches(await deploy(), 'failed');
    expect(row).toMatchObject({ failure_step: 'deploying', failure_reason: 'Port 3000 is taken. Choose another.' });
  });

  test('survives a runtime and a builder that are away for a moment', async () => {
    const away = new Fault('retry', { code: 'away', message: 'Try again.' });
    plane.runtime.refuse = away;
    plane.builder.refuse = away;
    const id = await deploy();
    await eventually(
      () => plane.observations.filter((o) => o.kind === 'reconcile-failed' && o.error === away).length,
      (n) => n > 0,
    );
    plane.builder.refuse = null;
    await reaches(id, 'deploying');
    plane.runtime.refuse = null;
    await reaches(id, 'running');
  });

  test('deployments of a service take turns; the next starts when the one before ends', async () => {
    plane.builder.mode = 'when-told';
    const [first, second] = [await deploy('one'), await deploy('two')];
    await reaches(first, 'building');
    expect((await deployment(second)).status).toBe('queued');
    await eventually(() => plane.builder.started.some((b) => b.reference === 'one'), Boolean);
    plane.builder.finish('one', 'succeeded');
    await reaches(first, 'running');
    await reaches(second, 'building');
    await eventually(() => plane.builder.started.some((b) => b.reference === 'two'), Boolean);
    plane.builder.finish('two', 'succeeded');
    await reaches(second, 'running');
    expect((await deployment(first)).status).toBe('superseded');
  });
});

describe('cancelling', () => {
  test('while building stops the build, is confirmed by the builder, and lets the next one start', async () => {
    plane.builder.mode = 'when-told';
    const [first, second] = [await deploy('c1'), await deploy('c2')];
    await eventually(() => plane.builder.started.some((b) => b.reference === 'c1'), Boolean);
    await cancel(first);
    const row = await reaches(first, 'cancelled');
    expect(row.steps.map((s) => `${s.phase} ${s.outcome}`)).toEqual([
      'queued succeeded',
      'building cancelled',
      'cancelling cancelled',
    ]);
    expect(row.build?.status).toBe('cancelled');
    await reaches(second, 'building');
  });

  test('while waiting ends at once', async () => {
    plane.builder.mode = 'when-told';
    const [, second] = [await deploy('w1'), await deploy('w2')];
    await cancel(second);
    expect((await deployment(second)).status).toBe('cancelled');
  });

  test('while verifying takes the new version away and the old one serves', async () => {
    const first = await deploy();
    await reaches(first, 'running');
    plane.runtime.mode = 'never-ready';
    const second = await deploy('v2');
    await reaches(second, 'verifying');
    await cancel(second);
    await reaches(second, 'cancelled');
    expect(plane.runtime.desired.get((await instance()).id)?.revision).toBe(first);
    expect(await instance()).toMatchObject({ status: 'running', current_deployment_id: first });
  });
});

describe('commands', () => {
  test('rollback brings the version before back without a build; rolling back again goes further back', async () => {
    const ids = [];
    for (const reference of ['r1', 'r2', 'r3']) {
      const id = await deploy(reference);
      await reaches(id, 'running');
      ids.push(id);
    }
    const built = plane.builder.started.length;
    const artifact = () => plane.runtime.desired.get(wanted)?.artifact.reference;
    const wanted = (await instance()).id;
    const artifacts = (
      await plane.database.sql('select b.artifact_reference as a from builds b where service_id = $1 order by created_at', [
        t.serviceId,
      ])
    ).map((r) => r.a);
    const back = await command('rollbackService');
    await reaches(back, 'running');
    expect(artifact()).toBe(artifacts[1]);
    expect((await deployment(ids[2] ?? '')).status).toBe('rolled_back');
    const further = await command('rollbackService');
    await reaches(further, 'running');
    expect(artifact()).toBe(artifacts[0]);
    expect(plane.builder.started.length).toBe(built);
    const chosen = await command('rollbackService', `, deploymentId: "${ids[2]}"`);
    await reaches(chosen, 'running');
    expect(artifact()).toBe(artifacts[2]);
    const events = await plane.database.sql(
      "select count(*)::int as n from domain_events where type = 'ServiceRolledBack' and organization_id = $1",
      [t.organizationId],
    );
    expect(events[0]?.n).toBe(3);
  });

  test('of old versions only the newest artifacts are kept, and what serves', async () => {
    const first = await deploy();
    await reaches(first, 'running');
    const kept = async () => {
      const rows = await plane.database.sql(
        'select artifact_removed_at is null as kept from builds where service_id = $1 order by created_at',
        [t.serviceId],
      );
      return rows.map((r) => r.kept);
    };
    const artifact = (
      await plane.database.sql('select artifact_reference as a from builds where service_id = $1', [t.serviceId])
    )[0]?.a;
    for (let i = 0; i < 12; i++) await reaches(await deploy(), 'running');
    await eventually(kept, (k) => k.filter(Boolean).length === 12);
    expect((await kept())[0]).toBe(false);
    const { errors } = await plane.as(
      developer,
      'mutation($s: uuid!, $d: uuid!, $r: uuid!) { rollbackService(serviceId: $s, deploymentId: $d, requestId: $r) { deploymentId } }',
      { s: t.serviceId, d: first, r: randomUUID() },
    );
    expect(errors?.[0]?.extensions.code).toBe('deployment-not-found');
    expect([...plane.runtime.desired.values()].some((w) => w.artifact.reference === artifact)).toBe(false);
  });

  test('stop, start, scale and restart change what runs, and what is seen follows', async () => {
    await reaches(await deploy(), 'running');
    const { id } = await becomes({ status: 'running' });
    await command('stopService');
    await becomes({ status: 'stopped', ready_replicas: 0 });
    expect(plane.runtime.desired.get(id)?.replicas).toBe(0);
    await command('startService');
    await becomes({ status: 'running', ready_replicas: 1 });
    await command('scaleService', ', replicas: 3');
    await becomes({ ready_replicas: 3 });
    const before = plane.runtime.desired.get(id)?.generation ?? 0;
    await command('restartService');
    await eventually(
      () => plane.runtime.desired.get(id)?.generation,
      (generation) => generation === before + 1,
    );
  });

  test('what is stateful has one replica, an address for those beside it, and a volume that only grows and goes with it', async () => {
    const { sql } = plane.database;
    const settings = (serviceId: string, object: string) =>
      plane.as(
        developer,
        `mutation { insert_service_configs_one(object: { service_id: "${serviceId}", ${object} }) { volume_path volume_gigabytes } }`,
      );
    const act = (name: string, serviceId: string, args = '', answer = 'deploymentId') =>
      plane.as(developer, `mutation { ${name}(serviceId: "${serviceId}", requestId: "${randomUUID()}"${args}) { ${answer} } }`);
    const deployed = async (serviceId: string, action = 'deployService') => {
      const { data, errors } = await act(action, serviceId);
      expect(errors).toBeUndefined();
      return String(data[action].deploymentId);
    };
    const made = await plane.as(
      developer,
      `mutation($p: uuid!) { insert_services_one(object: { project_id: $p, slug: "store", name: "Store", type: stateful,
         source_type: git, git_repository: "file:///srv/store", configs: { data: [{ port: 6379 }] } })
         { id configs { volume_path volume_gigabytes } } }`,
      { p: t.projectId },
    );
    expect(made.errors).toBeUndefined();
    const store: string = made.data.insert_services_one.id;
    expect(made.data.insert_services_one.configs).toEqual([{ volume_path: '/data', volume_gigabytes: 1 }]);
    for (const [object, problem] of [
      ['volume_gigabytes: 2', 'service_configs_stateful_port'],
      ['port: 6379, health_path: "/"', 'service_configs_stateful_health'],
      ['port: 6379, volume_path: "/a/../b"', 'service_configs_volume_path_check'],
      ['port: 6379, volume_gigabytes: 0', 'service_configs_volume_gigabytes_check'],
    ] as const)
      expect((await settings(store, object)).errors?.[0]?.message).toContain(problem);
    expect((await settings(t.serviceId, 'volume_gigabytes: 1')).errors?.[0]?.message).toContain('service_configs_volume_type');

    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how references are written
    const variables = 'CACHE: "redis://${{ store.ADDRESS }}", AT: "${{ store.HOST }} ${{ store.PORT }}"';
    expect((await settings(t.serviceId, `variables: { ${variables} }`)).errors).toBeUndefined();
    expect((await reaches(await deploy(), 'failed')).failure_reason).toContain('store.ADDRESS is not known yet: deploy “store”');
    await reaches(await deployed(store), 'running');
    const [row] = await sql('select id, address, url from service_instances where service_id = $1', [store]);
    expect(row).toMatchObject({ address: 'store.internal:6379', url: null });
    const id = String(row?.id);
    await reaches(await deploy(), 'running');
    expect(plane.runtime.desired.get((await instance()).id)?.environment).toMatchObject({
      CACHE: 'redis://store.internal:6379',
      AT: 'store.internal 6379',
    });

    expect(plane.runtime.desired.get(id)).toMatchObject({
      type: 'stateful',
      port: 6379,
      replicas: 1,
      hostnames: [],
      volume: { path: '/data', gigabytes: 1 },
    });
    expect((await settings(store, 'port: 6379, volume_gigabytes: 5, volume_path: "/var/lib/store"')).errors).toBeUndefined();
    await reaches(await deployed(store), 'running');
    expect(plane.runtime.desired.get(id)?.volume).toEqual({ path: '/var/lib/store', gigabytes: 5 });
    expect((await settings(store, 'port: 6379, volume_gigabytes: 4')).errors?.[0]?.message).toContain(
      'service_configs_volume_shrinks',
    );
    expect((await settings(store, 'port: 6379')).data.insert_service_configs_one).toEqual({
      volume_path: '/var/lib/store',
      volume_gigabytes: 5,
    });
    await reaches(await deployed(store, 'rollbackService'), 'running');
    expect(plane.runtime.desired.get(id)?.volume).toEqual({ path: '/data', gigabytes: 5 });
    expect(plane.runtime.volumes.get(id)).toHaveLength(3);

    const refused = async (name: string, args: string) =>
      (await act(name, store, args, 'instanceId')).errors?.[0]?.extensions.code;
    expect(await refused('scaleService', ', replicas: 2')).toBe('stateful-one-replica');
    expect(await refused('scaleService', ', replicas: 1, maxReplicas: 3')).toBe('not-scalable');
    for (const name of ['stopService', 'startService', 'restartService']) expect(await refused(name, '')).toBeUndefined();

    expect((await act('deleteService', store, '', 'serviceId')).errors).toBeUndefined();
    await eventually(
      () => sql('select 1 from services where id = $1', [store]),
      (rows) => rows.length === 0,
    );
    expect(plane.runtime.volumes.has(id)).toBe(false);
  });

  test('a range is told to the runtime and counts with its most; what the load asks for is seen, told and explained', async () => {
    await reaches(await deploy(), 'running');
    const { id } = await becomes({ status: 'running' });
    const scale = (args: string) =>
      plane.as(
        developer,
        `mutation { scaleService(serviceId: "${t.serviceId}", requestId: "${randomUUID()}", ${args}) { instanceId } }`,
      );
    const refusal = async (args: string) => (await scale(args)).errors?.[0]?.extensions.code;
    expect(await refusal('replicas: 2, maxReplicas: 6')).toBe('cpu-request-missing');
    await plane.database.sql(
      'insert into service_configs (service_id, cpu_request_millicores, cpu_limit_millicores) values ($1, 100, 200)',
      [t.serviceId],
    );
    expect(await refusal('replicas: 2, maxReplicas: 6, memoryPercent: 50')).toBe('memory-request-missing');
    expect(await refusal('replicas: 2, maxReplicas: 1')).toBe('invalid-input');
    expect(await refusal('replicas: 2, cpuPercent: 50')).toBe('invalid-input');
    await plane.database.sql("insert into quotas (project_id, quota, maximum) values ($1, 'cpu_millicores', 1000)", [
      t.projectId,
    ]);
    expect(await refusal('replicas: 2, maxReplicas: 6')).toBe('quota-exceeded');
    expect((await scale('replicas: 2, maxReplicas: 5')).errors).toBeUndefined();
    await becomes({ ready_replicas: 2 });
    expect(plane.runtime.desired.get(id)).toMatchObject({
      replicas: 2,
      scaling: { most: 5, cpuPercent: 70, memoryPercent: null },
    });

    plane.runtime.scale(id, 4, 'They used 140 % of the CPU that they request; the target is 70 %.');
    await becomes({ ready_replicas: 4 });
    const { data } = await plane.as(
      developer,
      `{ service_instances_by_pk(id: "${id}") { desired_replicas max_replicas cpu_target_percent scaled_replicas scaled_reason } }`,
    );
    expect(data.service_instances_by_pk).toEqual({
      desired_replicas: 2,
      max_replicas: 5,
      cpu_target_percent: 70,
      scaled_replicas: 4,
      scaled_reason: 'They used 140 % of the CPU that they request; the target is 70 %.',
    });
    const told = await plane.database.sql("select payload from domain_events where subject_id = $1 and type = 'ServiceScaled'", [
      id,
    ]);
    expect(told.map(({ payload }) => payload)).toMatchObject([{ by: 'autoscaler', from: 2, to: 4, serviceId: t.serviceId }]);

    expect((await scale('replicas: 3')).errors).toBeUndefined();
    await becomes({ ready_replicas: 3 });
    expect(plane.runtime.desired.get(id)?.scaling).toBeUndefined();

    // What the runtime cannot do is said, and what runs goes on.
    plane.runtime.refuse = new Fault('reject', { code: 'fixed-port-one-replica', message: 'Leave the port empty.' });
    expect((await scale('replicas: 2, maxReplicas: 5')).errors).toBeUndefined();
    const reason = async () =>
      (await plane.database.sql('select status, status_reason from service_instances where id = $1', [id]))[0];
    await eventually(reason, (row) => row?.status_reason === 'Leave the port empty.');
    expect(await reason()).toMatchObject({ status: 'running' });
    plane.runtime.refuse = null;
    expect((await scale('replicas: 1')).errors).toBeUndefined();
    await eventually(reason, (row) => row?.status_reason === null);
  });

  test('deploying a stopped service starts the new version, and not the old one meanwhile', async () => {
    const first = await deploy();
    await reaches(first, 'running');
    await command('stopService');
    const { id } = await becomes({ status: 'stopped' });
    plane.builder.mode = 'when-told';
    const second = await deploy('s2');
    await eventually(() => plane.builder.started.some((b) => b.reference === 's2'), Boolean);
    await plane.reconciler().resync();
    await plane.reconciler().settled();
    expect(plane.runtime.desired.get(id)).toMatchObject({ revision: first, replicas: 0 });
    plane.builder.finish('s2', 'succeeded');
    await reaches(second, 'running');
    expect(plane.runtime.desired.get(id)).toMatchObject({ revision: second, replicas: 1 });
  });

  test('stopping cancels what is on its way', async () => {
    plane.runtime.mode = 'never-ready';
    const id = await deploy();
    await reaches(id, 'verifying');
    await command('stopService');
    await reaches(id, 'cancelled');
    await becomes({ status: 'stopped' });
  });

  test('whyNotReady follows the truth', async () => {
    const why = async () =>
      (await plane.as(developer, `{ whyNotReady(serviceId: "${t.serviceId}") { ready summary causes { code } } }`)).data
        .whyNotReady;
    expect(await why()).toMatchObject({ ready: false, causes: [{ code: 'never-deployed' }] });
    await reaches(await deploy(), 'running');
    await eventually(why, (w) => w.ready);
    plane.runtime.crash((await instance()).id);
    const crashed = await eventually(why, (w) => !w.ready);
    expect(crashed.summary).toContain('It ended with code 1.');
  });
});

describe('nothing is lost', () => {
  test('a control plane that restarts in the middle of a build and of a rollout goes on', async () => {
    plane.builder.mode = 'when-told';
    const id = await deploy('restart');
    await eventually(() => plane.builder.started.some((b) => b.reference === 'restart'), Boolean);
    await plane.restart();
    plane.builder.finish('restart', 'succeeded');
    plane.runtime.mode = 'never-ready';
    await plane.restart();
    await plane.reconciler().resync();
    await reaches(id, 'verifying');
    await plane.restart();
    plane.runtime.ready((await instance()).id);
    await plane.restart();
    await plane.reconciler().resync();
    await reaches(id, 'running');
  });

  test('a build that its builder forgot is built again', async () => {
    plane.builder.mode = 'when-told';
    const id = await deploy('forgotten');
    await eventually(() => plane.builder.started.some((b) => b.reference === 'forgotten'), Boolean);
    plane.builder.forget();
    plane.builder.mode = 'at-once';
    await plane.reconciler().resync();
    await reaches(id, 'running');
  });

  test('what runs without a row is removed, also when the row went behind our back', async () => {
    await reaches(await deploy(), 'running');
    const { id } = await instance();
    await plane.database.sql('delete from services where id = $1', [t.serviceId]);
    await eventually(
      () => plane.runtime.desired.has(id),
      (there) => !there,
    );
    const orphan = randomUUID();
    const template = { ...(await anyWorkload()), instanceId: orphan };
    await plane.runtime.apply(template);
    await plane.reconciler().resync();
    await eventually(
      () => plane.runtime.desired.has(orphan),
      (there) => !there,
    );
  });

  const anyWorkload = async () => {
    t = await createTenant(plane);
    developer = await t.member('developer');
    await reaches(await deploy(), 'running');
    const workload = plane.runtime.desired.get((await instance()).id);
    if (!workload) throw new Error('nothing runs');
    return workload;
  };

  test('of what runs as it should the periodic look takes a part, each once an hour; what is not is looked at every time', async () => {
    await reaches(await deploy(), 'running');
    const { id } = await becomes({ status: 'running' });
    await plane.reconciler().settled();
    const looks = () => plane.observations.filter((o) => o.kind === 'reconciled' && o.ref.kind === 'instance' && o.ref.id === id);
    const look = async () => {
      const before = looks().length;
      await plane.reconciler().resync({ settled: 'in-turn' });
      await plane.reconciler().settled();
      plane.advance(5 * 60_000);
      return looks().length - before;
    };
    const inAnHour = [];
    for (let turn = 0; turn < 12; turn += 1) inAnHour.push(await look());
    // Its own turn, and what events of the deployment that are still on their way woke.
    const turns = inAnHour.filter((count) => count > 0).length;
    expect(turns).toBeGreaterThan(0);
    expect(turns).toBeLessThan(6);
    await plane.database.sql("update service_instances set status = 'unknown' where id = $1", [id]);
    expect(await look()).toBeGreaterThan(0);
    await becomes({ status: 'running' });
  });

  test('what was not heard of is unknown, not green, until it is heard of again', async () => {
    await reaches(await deploy(), 'running');
    const { id } = await becomes({ status: 'running' });
    // An event of the deployment may still be on its way and bring it back: then it is lost once more.
    const lose = async () => {
      await plane.runtime.remove(id);
      plane.advance(5 * 60_000);
      await plane.reconciler().reap();
      return await instance();
    };
    await eventually(lose, (i) => i.status === 'unknown');
    await plane.reconciler().resync();
    await becomes({ status: 'running' });
  });
});

describe('what streams out of the world', () => {
  test('log lines keep their order, lose what the database cannot hold, and those of gone builds go', async () => {
    await reaches(await deploy(), 'running');
    const { id } = await instance();
    const dropped: unknown[] = [];
    const writer = createLogWriter({ graphql: plane.admin, observe: (o) => dropped.push(o) });
    const line = (text: string, subject = id) => ({
      source: { kind: 'instance', instanceId: subject, revision: randomUUID(), replica: 0 } as const,
      stream: 'stdout' as const,
      at: Date.now(),
      text,
    });
    const texts = Array.from({ length: 1_200 }, (_, i) => `line ${i}`);
    writer.append(texts.map((text) => line(text)));
    writer.append([line('gone', randomUUID()), line('ERROR with \u0000 in it')]);
    await writer[Symbol.asyncDispose]();
    const { data } = await plane.as(
      developer,
      'query($id: uuid!) { log_lines(where: { service_instance_id: { _eq: $id } }, order_by: { id: asc }) { line level service_id } }',
      { id },
    );
    expect(data.log_lines.map((l: { line: string }) => l.line)).toEqual([...texts, 'ERROR with � in it']);
    expect(data.log_lines.at(-1)).toMatchObject({ level: 'error', service_id: t.serviceId });
    expect(dropped).toEqual([{ kind: 'log-lines-dropped', count: 1, reason: 'subject-gone' }]);
  });

  test('samples are written once, those of gone instances go', async () => {
    await reaches(await deploy(), 'running');
    const { id } = await instance();
    const failures: unknown[] = [];
    const { cache } = plane.actionDeps;
    const writer = createMetricWriter({ graphql: plane.admin, cache, onFailure: (error) => failures.push(error) });
    const sample = {
      instanceId: id,
      at: Date.now(),
      cpuCores: 0.25,
      memoryBytes: 5e9,
      requests: 3,
      requestErrors: 1,
      latencyP90Ms: 12.5,
      replicas: 1,
    };
    for (const s of [sample, sample, { ...sample, instanceId: randomUUID() }]) writer.record(s);
    await writer[Symbol.asyncDispose]();
    const { data } = await plane.as(
      developer,
      'query($id: uuid!) { service_metrics(where: { service_instance_id: { _eq: $id } }) { memory_bytes cpu_cores requests request_errors latency_p90_ms } }',
      { id },
    );
    expect(failures).toEqual([]);
    expect(data.service_metrics).toEqual([
      { memory_bytes: '5000000000', cpu_cores: 0.25, requests: 3, request_errors: 1, latency_p90_ms: 12.5 },
    ]);
  });

  test('the last five minutes of many are told from the cache, from the rows what it has forgotten, and nothing to others', async () => {
    await reaches(await deploy(), 'running');
    const { id } = await instance();
    const { cache } = plane.actionDeps;
    const writer = createMetricWriter({ graphql: plane.admin, cache, onFailure: (error) => expect(error).toBeUndefined() });
    const last = plane.actionDeps.now();
    const sample = { cpuCores: 0.5, memoryBytes: 5e9, requests: 3, requestErrors: 1, latencyP90Ms: 12.5, replicas: 1 };
    const times = Array.from({ length: 61 }, (_, i) => last - (60 - i) * 5_000);
    for (const at of times) writer.record({ instanceId: id, at, ...sample });
    await writer[Symbol.asyncDispose]();
    const ask = async (as: Caller) => {
      const query = `query($ids: [uuid!]!) { recentMetrics(serviceInstanceIds: $ids) { instances { serviceInstanceId samples {
        measuredAt cpuCores memoryBytes requests requestErrors latencyP90Ms replicas } } } }`;
      const { data, errors } = await plane.as(as, query, { ids: [randomUUID(), id, id] });
      expect(errors).toBeUndefined();
      return data.recentMetrics.instances;
    };
    const told = (from: number) => [
      {
        serviceInstanceId: id,
        samples: times.slice(from).map((at) => ({ measuredAt: new Date(at).toISOString(), ...sample })),
      },
    ];
    const rows = await plane.database.sql(
      'delete from service_metrics where service_instance_id = $1 and measured_at < $2 returning *',
      [id, new Date(last - 9_000).toISOString()],
    );
    expect(rows.length).toBeGreaterThan(50);
    // The oldest is just five minutes old, or more by now.
    const [first] = await ask(developer);
    expect(first.samples.length).toBeGreaterThan(2);
    expect(first.samples).toEqual(told(61 - first.samples.length)[0]?.samples);
    await cache.delete(`samples:${id}`);
    expect(await ask(developer)).toEqual(told(59));
    const stranger = await (await createTenant(plane)).member('developer');
    expect(await ask(stranger)).toEqual([]);
  });
});
