/** From a deployment to a running image with Coolify as the builder: webhooks that come, get lost, come three times and in the wrong order. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Hint } from '../../domain/ports/sinks.ts';
import { createWebhookPage } from '../../server/http/webhook-page.ts';
import { coolifyReceiver, createInbox, type Inbox } from '../../webhooks/index.ts';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { type CoolifyFixture, coolifyFixture } from '../support/coolify-adapter.ts';
import { codeOf, command, reaches } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';

const SECRET = 'a-secret-between-the-two-of-us';
const repository = 'https://git.example.com/acme/web.git';
let it: CoolifyFixture;
let plane: ControlPlane;
let inbox: Inbox;
let t: TestTenant;
let developer: Caller;
const server = createServer((request, response) => void createWebhookPage(inbox)(request, response));

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/webhooks/coolify/${SECRET}`;
  let hint: Hint = () => {};
  it = await coolifyFixture({ concurrentBuilds: 8 }, { hint: (ref) => hint(ref), pollMs: 300 });
  it.addRepository(repository);
  it.coolify.webhook.configure({ webhook_enabled: true, webhook_url: url });
  plane = await startControlPlane({
    platform: (given) => {
      hint = given;
      return { builder: it.builder };
    },
  });
  inbox = createInbox({
    receivers: [coolifyReceiver({ secret: SECRET, buildOf: it.builder.buildOf })],
    wake: hint,
    observe: () => {},
  });
  t = await createTenant(plane);
  developer = await t.member('developer');
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
  await inbox?.[Symbol.asyncDispose]();
  await it?.[Symbol.asyncDispose]();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function service(slug: string, buildCommand: string | null = null): Promise<string> {
  const id = randomUUID();
  await plane.database.sql(
    `insert into services (id, project_id, slug, name, type, source_type, git_repository) values ($1, $2, $3, $3, 'web', 'git', $4)`,
    [id, t.projectId, slug, repository],
  );
  await plane.database.sql('insert into service_configs (service_id, build_command) values ($1, $2)', [id, buildCommand]);
  return id;
}

async function deploy(serviceId: string): Promise<string> {
  const answer = await command(plane, developer, 'deployService', `serviceId: "${serviceId}", reference: "main"`, 'deploymentId');
  expect(codeOf(answer)).toBeUndefined();
  return answer.data.deployService.deploymentId;
}

const buildRow = async (deploymentId: string) => {
  const [row] = await plane.database.sql('select b.* from builds b join deployments d on d.build_id = b.id where d.id = $1', [
    deploymentId,
  ]);
  return row;
};
/** Nothing is kept at Coolify of what is over. */
const emptied = () =>
  eventually(
    () => it.coolify.applications.length,
    (count) => count === 0,
  );

test.each(['send', 'lose', 'three-times', 'hold'] as const)(
  'webhooks: %s. Every build is done once, its image runs by its digest, and nothing is left at Coolify',
  async (mode) => {
    it.coolify.webhook.mode = mode;
    const before = it.coolify.deployments.length;
    const services = await Promise.all([1, 2, 3].map((i) => service(`${mode}-${i}`)));
    const ids = await Promise.all(services.map(deploy));
    // Messages of the last ones come before those of the first.
    if (mode === 'hold') {
      await eventually(
        () => it.coolify.deployments.slice(before).filter((d) => d.status === 'finished').length,
        (count) => count === 3,
      );
      await it.coolify.webhook.release();
    }
    for (const id of ids) {
      const deployment = await reaches(plane, id, 'running');
      const build = await buildRow(id);
      const tag = `build-${build?.id}`;
      const digest = [...it.registry.images.values()].find((tags) => tags.has(tag))?.get(tag);
      expect(build).toMatchObject({ status: 'succeeded', artifact_kind: 'image', artifact_digest: digest });
      expect(plane.runtime.desired.get(deployment.service_instance_id)?.artifact.reference).toBe(build?.artifact_reference);
    }
    expect(it.coolify.deployments.length - before).toBe(3);
    await emptied();
    expect(it.coolify.violations).toEqual([]);
  },
);

test('a build that fails says why, and a cancelled one is stopped at Coolify; neither leaves anything there', async () => {
  it.coolify.webhook.mode = 'send';
  const failing = await deploy(await service('failing', 'echo it broke; exit 7'));
  const failed = await reaches(plane, failing, 'failed');
  expect(failed.failure_reason).toMatch(/exit code:? 7/);
  const endless = await deploy(await service('endless', 'sleep 600'));
  await eventually(
    () => it.coolify.deployments.at(-1)?.status,
    (status) => status === 'in_progress',
  );
  await command(plane, developer, 'cancelDeployment', `deploymentId: "${endless}"`, 'deploymentId');
  await reaches(plane, endless, 'cancelled');
  expect(it.coolify.deployments.at(-1)?.status).toBe('cancelled-by-user');
  await emptied();
});
