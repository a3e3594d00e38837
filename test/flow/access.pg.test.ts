/**
 * Access to a cluster of Rancher (emulated) when the process that gives it dies, at each of its calls, before or after the call is done; and when
 * two processes give the same one. Whoever asks again gets a kubeconfig that works, and in the end nothing is left that anybody could use.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ActionDeps, actions, runAction } from '../../actions/index.ts';
import type { GraphqlClient } from '../../sdk/client.ts';
import { openRancherEmulator, type RancherEmulator } from '../emulators/rancher/emulator.ts';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';
import { mayWithKubeconfig } from '../support/may-with-kubeconfig.ts';
import { rancherProvider } from '../support/rancher-provider.ts';

const WAIT_MS = 60_000;
/** Short: the clock is put forward by it after each death, and what was asked a week ago is forgotten. */
const HOURS = 1;
const POOLS = `[{ name: "heads", quantity: 1, machineType: "medium", controlPlane: true, etcd: true, worker: true }]`;

let rancher: RancherEmulator;
let plane: ControlPlane;
let tenant: TestTenant;
let devops: Caller;
let clusterId = '';
const closing: (() => PromiseLike<unknown>)[] = [];

beforeAll(async () => {
  rancher = await openRancherEmulator({ stepMs: 1 });
  const clusters = provider();
  plane = await startControlPlane({ platform: () => ({ clusters }) });
  tenant = await createTenant(plane);
  devops = await tenant.member('devops');
  const { data } = await plane.as(
    devops,
    `mutation { provisionCluster(slug: "one", kubernetesVersion: "v1.33.4+rke2r1", pools: ${POOLS}, requestId: "${randomUUID()}") { clusterId } }`,
  );
  clusterId = data.provisionCluster.clusterId;
  await eventually(
    async () => {
      await plane.reconciler().resync();
      return (await plane.database.sql('select status from clusters where id = $1', [clusterId]))[0]?.status;
    },
    (status) => status === 'active',
    WAIT_MS,
  );
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
  for (const close of closing) await close();
  await rancher?.[Symbol.asyncDispose]();
});

function provider(requestMs = 10_000) {
  const opened = rancherProvider(rancher, { requestMs, settleMs: 5, pauseMs: 1 });
  closing.push(() => opened[Symbol.asyncDispose]());
  return opened;
}

/** Another process that answers the same commands, until it dies: then nothing of it reaches anybody any more. */
function anotherProcess() {
  const clusters = provider(600_000);
  let isDead = false;
  const { graphql: real, platform } = plane.actionDeps;
  const never = new Promise<never>(() => {});
  const request: GraphqlClient['request'] = (...of) => (isDead ? never : real.request(...of));
  const deps: ActionDeps = { ...plane.actionDeps, graphql: { ...real, request }, platform: { ...platform, clusters } };
  const action = actions.get('clusterKubeconfig');
  if (action === undefined) throw new Error('there is no such action');
  return {
    ask: async (requestId: string) => {
      const session_variables = {
        'x-hasura-role': devops.role,
        'x-hasura-user-id': devops.userId,
        'x-hasura-org-id': devops.organizationId,
      };
      const body = { action: { name: 'clusterKubeconfig' }, input: { clusterId, hours: HOURS, requestId }, session_variables };
      return await runAction(deps, action, body, {});
    },
    die: async () => {
      isDead = true;
      await clusters[Symbol.asyncDispose]();
    },
  };
}

const ask = async (requestId: string): Promise<string> => {
  const { data, errors } = await plane.as(
    devops,
    `mutation { clusterKubeconfig(clusterId: "${clusterId}", hours: ${HOURS}, requestId: "${requestId}") { kubeconfig } }`,
  );
  expect(errors).toBeUndefined();
  return data.clusterKubeconfig.kubeconfig;
};
/** What stands in Rancher for people. */
const given = (): readonly string[] =>
  rancher.leftovers().filter((name) => /^(users|kubeconfig|.*bindings|secrets)\b/.test(name));
/** Everything that was given is over. */
async function endAll(): Promise<void> {
  plane.advance((HOURS + 1) * 3600_000);
  await eventually(
    async () => {
      await plane.reconciler().reap();
      return given();
    },
    (left) => left.length === 0,
    WAIT_MS,
  );
}

/** Calls that giving access consists of. */
const OF_ACCESS = /users|rolebindings|templatebindings|roletemplates|kubeconfigs|user-passwords|login|\/settings\//;
const callsOfAccess = () => rancher.requests.filter(({ path }) => OF_ACCESS.test(path)).length;

test('two processes that are asked for the same at once give one kubeconfig, which works', { timeout: 120_000 }, async () => {
  const others = [anotherProcess(), anotherProcess()];
  const requestId = randomUUID();
  const answers = await Promise.all([...others.map((other) => other.ask(requestId)), ask(requestId)]);
  const kubeconfig = String(answers.at(-1));
  for (const answer of answers.slice(0, -1)) expect(answer).toMatchObject({ status: 200, body: { kubeconfig } });
  expect(await mayWithKubeconfig(kubeconfig, 'list', 'pods')).toBe(true);
  expect(given().filter((name) => name.startsWith('kubeconfig '))).toHaveLength(1);
  await endAll();
  expect(await mayWithKubeconfig(kubeconfig, 'list', 'pods')).toBe(false);
});

test.each([false, true])('the process dies at each call in turn, with the call done: %s', { timeout: 600_000 }, async (done) => {
  const before = callsOfAccess();
  await ask(randomUUID());
  const calls = callsOfAccess() - before;
  expect(calls).toBeGreaterThan(8);
  await endAll();
  for (let at = 0; at < calls; at += 1) {
    for (const isAskedAgain of [true, false]) {
      const requestId = randomUUID();
      const met = rancher.faults.met;
      rancher.faults.add({ path: OF_ACCESS, skip: at, fault: { kind: 'hang', done } });
      const other = anotherProcess();
      void other.ask(requestId);
      await eventually(
        () => rancher.faults.met,
        (n) => n > met,
        WAIT_MS,
      );
      await other.die();
      rancher.faults.clear();
      // Nobody waits for the dead for longer than this.
      plane.advance(61_000);
      if (!isAskedAgain) continue;
      const kubeconfig = await ask(requestId);
      expect(await mayWithKubeconfig(kubeconfig, 'list', 'pods')).toBe(true);
      expect(await ask(requestId)).toBe(kubeconfig);
      expect(given().filter((name) => name.startsWith('kubeconfig ')).length).toBeLessThanOrEqual(2);
    }
    await endAll();
  }
  expect(rancher.violations).toEqual([]);
});
