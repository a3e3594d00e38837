/** Approvals, promotion and builds by themselves: through the engine, its triggers and our reconcilers. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { codeOf, command, deploy, deploymentRow, reaches } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
let t: TestTenant;
let developer: Caller;
let lead: Caller;
let devops: Caller;

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
  [developer, lead, devops] = [await t.member('developer'), await t.member('team_lead'), await t.member('devops')];
});

const protect = (more = '') =>
  plane.database.sql(`update environments set is_protected = true${more} where id = $1`, [t.productionId]);
const decide = (caller: Caller, action: 'approveDeployment' | 'rejectDeployment', id: string, requestId?: string) =>
  command(plane, caller, action, `deploymentId: "${id}", comment: "because"`, 'deploymentId', requestId);
const eventsOf = async (id: string) =>
  (await plane.database.sql('select type from domain_events where subject_id = $1 order by created_at', [id])).map((r) => r.type);
const count = async (sql: string, values: unknown[]) =>
  Number((await plane.database.sql(`select count(*) as n ${sql}`, values))[0]?.n);

describe('a deployment to a protected environment', () => {
  test('waits, goes on when a team lead approves it, and tells so', async () => {
    await protect();
    const id = await deploy(plane, developer, t.serviceId);
    expect((await deploymentRow(plane, id)).status).toBe('pending_approval');
    expect((await decide(lead, 'approveDeployment', id)).errors).toBeUndefined();
    await reaches(plane, id, 'running');
    expect(await eventsOf(id)).toEqual(['DeploymentRequested', 'DeploymentApproved', 'ServiceDeployed']);
    const { data } = await plane.as(
      developer,
      `{ deployments_by_pk(id: "${id}") { approvals { decision comment created_by } steps(order_by: { started_at: asc }) { phase } } }`,
    );
    expect(data.deployments_by_pk.approvals).toEqual([{ decision: 'approved', comment: 'because', created_by: lead.userId }]);
    expect(data.deployments_by_pk.steps[0].phase).toBe('pending_approval');
  });

  test('is not approved by who asked for it, unless the environment allows that', async () => {
    await protect();
    const id = await deploy(plane, lead, t.serviceId);
    expect(codeOf(await decide(lead, 'approveDeployment', id))).toBe('own-deployment');
    expect((await deploymentRow(plane, id)).status).toBe('pending_approval');
    await protect(', allows_self_approval = true');
    expect((await decide(lead, 'approveDeployment', id)).errors).toBeUndefined();
    await reaches(plane, id, 'running');
  });

  test('is not approved by a developer, nor by anybody of another organization', async () => {
    await protect();
    const id = await deploy(plane, developer, t.serviceId);
    expect(codeOf(await decide(await t.member('developer'), 'approveDeployment', id))).toBe('validation-failed');
    const stranger = await (await createTenant(plane)).member('org_owner');
    expect(codeOf(await decide(stranger, 'approveDeployment', id))).toBe('deployment-not-found');
    await expect(plane.database.sql(`update deployments set status = 'building' where id = $1`, [id])).rejects.toThrow(
      /cannot go from/,
    );
  });

  test('with two approvals required goes on after the second, also when both come at once; repeats count once', async () => {
    await protect(', required_approvals = 2');
    const id = await deploy(plane, developer, t.serviceId);
    const repeat = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => decide(lead, 'approveDeployment', id, repeat)));
    expect(answers.flatMap((a) => a.errors ?? [])).toEqual([]);
    expect((await decide(lead, 'approveDeployment', id)).errors).toBeUndefined();
    expect((await deploymentRow(plane, id)).status).toBe('pending_approval');
    expect(await count('from deployment_approvals where deployment_id = $1', [id])).toBe(1);
    const owner = await t.member('org_owner');
    await Promise.all([decide(devops, 'approveDeployment', id), decide(owner, 'approveDeployment', id)]);
    await reaches(plane, id, 'running');
    expect((await eventsOf(id)).filter((e) => e === 'DeploymentApproved')).toHaveLength(1);
    expect((await decide(lead, 'approveDeployment', id)).errors).toBeUndefined();
  });

  test('that is rejected ends with the reason; nobody changes their mind', async () => {
    await protect();
    const id = await deploy(plane, developer, t.serviceId);
    expect((await decide(lead, 'rejectDeployment', id)).errors).toBeUndefined();
    expect(await deploymentRow(plane, id)).toMatchObject({ status: 'rejected', failure_reason: 'It was rejected: because' });
    expect(codeOf(await decide(lead, 'approveDeployment', id))).toBe('not-waiting-for-approval');
    expect((await decide(lead, 'rejectDeployment', id)).errors).toBeUndefined();
    expect(await eventsOf(id)).toEqual(['DeploymentRequested', 'DeploymentRejected']);
    await expect(
      plane.database.sql(`update deployment_approvals set decision = 'approved' where deployment_id = $1`, [id]),
    ).rejects.toThrow(/cannot change/);
  });

  test('can be taken back by who asked for it', async () => {
    await protect();
    const id = await deploy(plane, developer, t.serviceId);
    expect((await command(plane, developer, 'cancelDeployment', `deploymentId: "${id}"`, 'deploymentId')).errors).toBeUndefined();
    expect((await deploymentRow(plane, id)).status).toBe('cancelled');
  });

  test('does not hold up a rollback, and is outdated once a later version serves', async () => {
    const [first, second] = [await deploy(plane, developer, t.serviceId), await deploy(plane, developer, t.serviceId)];
    await reaches(plane, second, 'running');
    await protect();
    const waiting = await deploy(plane, developer, t.serviceId);
    const back = await command(
      plane,
      lead,
      'rollbackService',
      `serviceId: "${t.serviceId}", deploymentId: "${first}"`,
      'deploymentId',
    );
    await reaches(plane, back.data.rollbackService.deploymentId, 'running');
    expect(codeOf(await decide(lead, 'approveDeployment', waiting))).toBe('deployment-outdated');
  });

  test('that nobody decides about fails when its time is over', async () => {
    await protect();
    const id = await deploy(plane, developer, t.serviceId);
    plane.advance(25 * 3600_000);
    await plane.reconciler().reap();
    plane.advance(-25 * 3600_000);
    const row = await reaches(plane, id, 'failed');
    expect(row).toMatchObject({ failure_step: 'pending_approval', failure_reason: 'Nobody approved it in time.' });
  });
});

describe('promotion', () => {
  const staging = async () => {
    const [row] = await plane.database.sql(
      "insert into environments (project_id, slug, name, type) values ($1, 'staging', 'Staging', 'staging') returning id",
      [t.projectId],
    );
    return String(row?.id);
  };
  const promote = (id: string, environment: string) =>
    command(plane, developer, 'promoteDeployment', `deploymentId: "${id}", environment: "${environment}"`, 'deploymentId');

  test('runs the same artifact in the other environment without a build, after the approval it needs there', async () => {
    await staging();
    const source = await deploy(plane, developer, t.serviceId, ', environment: "staging"');
    const { build_id: buildId } = await reaches(plane, source, 'running');
    await protect();
    const built = plane.builder.started.length;
    const { data, errors } = await promote(source, 'production');
    expect(errors).toBeUndefined();
    const id = data.promoteDeployment.deploymentId;
    expect(await deploymentRow(plane, id)).toMatchObject({ status: 'pending_approval', kind: 'promote', build_id: buildId });
    await decide(lead, 'approveDeployment', id);
    const { service_instance_id: instanceId } = await reaches(plane, id, 'running');
    expect(plane.runtime.desired.get(instanceId)?.artifact.reference).toBe(`/artifacts/${buildId}`);
    expect(plane.builder.started.length).toBe(built);
    expect((await deploymentRow(plane, source)).status).toBe('running');
  });

  test('of what never served, to the same environment and to one that is not there is refused', async () => {
    const source = await deploy(plane, developer, t.serviceId);
    await reaches(plane, source, 'running');
    expect(codeOf(await promote(source, 'production'))).toBe('same-environment');
    expect(codeOf(await promote(source, 'nowhere'))).toBe('environment-not-found');
    await staging();
    plane.builder.mode = 'when-told';
    expect(codeOf(await promote(await deploy(plane, developer, t.serviceId), 'staging'))).toBe('deployment-never-served');
  });
});

test('canRollback names what could be brought back, the default first, and says why not', async () => {
  const ask = async () =>
    (
      await plane.as(
        developer,
        `{ canRollback(serviceId: "${t.serviceId}") { possible reason targets { deploymentId revision commit isDefault } } }`,
      )
    ).data.canRollback;
  expect(await ask()).toMatchObject({ possible: false, targets: [], reason: expect.stringContaining('production') });
  const ids = [];
  for (const reference of ['one', 'two', 'three']) {
    const id = await deploy(plane, developer, t.serviceId, `, reference: "${reference}"`);
    await reaches(plane, id, 'running');
    ids.push(id);
    if (reference === 'one') expect((await ask()).possible).toBe(false);
  }
  const { possible, targets } = await ask();
  expect(possible).toBe(true);
  expect(targets.map((x: { deploymentId: string; isDefault: boolean }) => [x.deploymentId, x.isDefault])).toEqual([
    [ids[1], true],
    [ids[0], false],
  ]);
  expect(targets[0].commit).toMatch(/^[0-9a-f]{40}$/);
});

describe('a build by itself', () => {
  const trigger = (requestId?: string) =>
    command(plane, developer, 'triggerBuild', `serviceId: "${t.serviceId}", reference: "v1"`, 'buildId', requestId);
  const build = async (id: string) => (await plane.database.sql('select * from builds where id = $1', [id]))[0];
  const ends = (id: string, status: string) =>
    eventually(
      () => build(id),
      (b) => b?.status === status,
    );

  test('is made once however often it is asked for, and deployed as it is', async () => {
    const requestId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => trigger(requestId)));
    const [id, ...others] = [...new Set(answers.map((a) => a.data?.triggerBuild.buildId))];
    expect(others).toEqual([]);
    await ends(id, 'succeeded');
    const deployed = await deploy(plane, developer, t.serviceId, `, buildId: "${id}"`);
    expect(await reaches(plane, deployed, 'running')).toMatchObject({ build_id: id, git_reference: 'v1' });
    expect(await count('from builds where service_id = $1', [t.serviceId])).toBe(1);
  });

  test('is stopped by cancelBuild, after which it cannot be deployed or cancelled', async () => {
    plane.builder.mode = 'when-told';
    const id = (await trigger()).data.triggerBuild.buildId;
    await ends(id, 'building');
    expect((await command(plane, developer, 'cancelBuild', `buildId: "${id}"`, 'buildId')).errors).toBeUndefined();
    await ends(id, 'cancelled');
    expect(codeOf(await command(plane, developer, 'cancelBuild', `buildId: "${id}"`, 'buildId'))).toBe('build-ended');
    const refused = await command(
      plane,
      developer,
      'deployService',
      `serviceId: "${t.serviceId}", buildId: "${id}"`,
      'deploymentId',
    );
    expect(codeOf(refused)).toBe('build-not-usable');
  });

  test('cancelled while a deployment waits for it fails the deployment', async () => {
    plane.builder.mode = 'when-told';
    const id = await deploy(plane, developer, t.serviceId);
    const { build_id: buildId } = await eventually(
      () => deploymentRow(plane, id),
      (d) => d.build_id !== null,
    );
    await command(plane, developer, 'cancelBuild', `buildId: "${buildId}"`, 'buildId');
    expect(await reaches(plane, id, 'failed')).toMatchObject({ failure_reason: 'Its build was cancelled.' });
  });

  test('has a limit, and another organization’s service is not found', async () => {
    plane.builder.mode = 'when-told';
    await plane.database.sql('update organizations set deployment_queue_limit = 2 where id = $1', [t.organizationId]);
    const answers = await Promise.all(Array.from({ length: 6 }, () => trigger()));
    expect(answers.filter((a) => a.errors === undefined)).toHaveLength(2);
    expect(new Set(answers.flatMap((a) => codeOf(a) ?? []))).toEqual(new Set(['queue-full']));
    const stranger = await (await createTenant(plane)).member('developer');
    expect(codeOf(await command(plane, stranger, 'triggerBuild', `serviceId: "${t.serviceId}"`, 'buildId'))).toBe(
      'service-not-found',
    );
  });
});
