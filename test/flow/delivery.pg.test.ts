/**
 * A service on the way production goes: command → Coolify builds and tells by webhook → its image's digest → Argo CD's Application, synced and healthy
 * → running, and gone again. Each call in turn fails, in the end in each way, the process dies at it, and webhooks are lost, come three times or in
 * another order: every run ends in the right state, with nothing made twice and nothing left behind.
 */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openArgocdRuntime } from '../../adapters/argocd/open-runtime.ts';
import { openChartSource } from '../../adapters/argocd/sources/chart-source.ts';
import { type CoolifyBuilder, openCoolifyBuilder } from '../../adapters/coolify/open-builder.ts';
import { openCoolifyClient } from '../../adapters/coolify/open-client.ts';
import { createAddressPolicy } from '../../adapters/http/address-policy.ts';
import { readKubeconfig } from '../../adapters/kubernetes/client/kubeconfig.ts';
import { openRegistry } from '../../adapters/registry/open-registry.ts';
import { createWebhookPage } from '../../server/http/webhook-page.ts';
import { coolifyReceiver, createInbox } from '../../webhooks/index.ts';
import { type ArgocdEmulator, openArgocdEmulator } from '../emulators/argocd/emulator.ts';
import { type CoolifyEmulator, openCoolifyEmulator } from '../emulators/coolify/emulator.ts';
import { type Kubernetes, startKubernetes } from '../emulators/kubernetes/emulator.ts';
import { controlWorkloads } from '../emulators/kubernetes/workloads.ts';
import { openRegistryEmulator, type RegistryEmulator } from '../emulators/registry/emulator.ts';
import { type ControlPlane, createTenant, DEAD, startControlPlane } from '../support/control-plane.ts';
import { command, deploy } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';
import { callsOf, script } from './fault-script.ts';

const SECRET = 'of the webhook';
/** The vendors' contracts, where they are at hand. */
const specs = resolve(import.meta.dirname, '../../../shared/specs');
const LIMIT_MS = 240_000;
/** As Argo CD tells it: a code of gRPC. */
const CONFLICT = '{"error":"conflict","message":"the object has been modified","code":10,"details":[]}';
let registry: RegistryEmulator;
let coolify: CoolifyEmulator;
let cluster: Kubernetes;
let argocd: ArgocdEmulator;
let builder: CoolifyBuilder;
let plane: ControlPlane;
let webhooks = 0;
/** Ends the adapters of the present process. */
let bury = async (): Promise<void> => {};
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  registry = await openRegistryEmulator();
  coolify = await openCoolifyEmulator({ registry, stepMs: 10, deleteMs: 20, rateLimit: 100_000 });
  cluster = await startKubernetes();
  argocd = await openArgocdEmulator({ kubernetes: cluster, ...(existsSync(specs) ? { specs } : {}) });
  const stopWorkloads = controlWorkloads(cluster);
  const timeoutMs = 4_000;
  plane = await startControlPlane({
    platform: (hint) => {
      const own = new Map([[registry.host, { ca: null, insecure: true, credential: null }]]);
      const images = openRegistry({ allowed: createAddressPolicy([]), own, timeoutMs });
      const client = openCoolifyClient({ url: coolify.url, token: coolify.token, ca: null, observe: () => {}, timeoutMs });
      builder = openCoolifyBuilder({
        client,
        registry: images,
        projectName: 'northstack',
        place: {
          server: coolify.serverUuid,
          destination: null,
          useBuildServer: true,
          imagePrefix: `${registry.host}/builds`,
          buildPack: 'nixpacks',
          githubApp: null,
        },
        allowed: createAddressPolicy([]),
        logs: { append: () => {} },
        hint,
        observe: () => {},
        pollMs: 200,
      });
      const runtime = openArgocdRuntime({
        argocd: { url: argocd.url, token: argocd.token, ca: null, timeoutMs },
        source: openChartSource({ repository: 'registry.example.org/charts', version: '1.0.0', credential: null }),
        cluster: { server: 'https://kubernetes.default.svc', access: readKubeconfig(cluster.kubeconfig()), timeoutMs },
        defaults: {
          port: 8080,
          entry: { kind: 'ingress', className: 'nginx', issuer: null },
          resources: { cpuMillicores: { request: 100, limit: 500 }, memoryMegabytes: { request: 128, limit: 256 } },
        },
        logs: { append: () => {} },
        metrics: { record: () => {} },
        hint,
        observe: () => {},
        timing: { resyncMs: 2_000, relistMs: 1_000, secondLookMs: 100 },
      });
      bury = async () => {
        await runtime[Symbol.asyncDispose]();
        await client[Symbol.asyncDispose]();
        await builder[Symbol.asyncDispose]();
      };
      return { builder, images, runtime };
    },
  });
  const inbox = createInbox({
    receivers: [coolifyReceiver({ secret: SECRET, buildOf: (...asked) => builder.buildOf(...asked) })],
    wake: (hinted) => plane.reconciler().wake(hinted),
    observe: ({ kind }) => {
      if (kind === 'webhook-received') webhooks += 1;
    },
  });
  const page = createWebhookPage(inbox);
  const server = createServer((request, response) => void page(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  coolify.webhook.configure({
    webhook_enabled: true,
    webhook_url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/webhooks/coolify/${encodeURIComponent(SECRET)}`,
    deployment_success_webhook_notifications: true,
    deployment_failure_webhook_notifications: true,
  });
  closing.push(
    () => inbox[Symbol.asyncDispose](),
    () => server.close(),
    () => stopWorkloads(),
  );
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
  await bury();
  for (const close of closing) await close();
  await argocd?.[Symbol.asyncDispose]();
  await cluster?.[Symbol.asyncDispose]();
  await coolify?.[Symbol.asyncDispose]();
  await registry?.[Symbol.asyncDispose]();
});

/** What a lost event or a long backoff would wait for is looked at now. */
async function look<T>(ask: () => Promise<T> | T): Promise<T> {
  await plane
    .reconciler()
    .resync()
    .catch((error: unknown) => {
      // Killed meanwhile: the next one looks.
      if (!(error instanceof Error && error.message === DEAD)) throw error;
    });
  return await ask();
}

async function serviceFlow(): Promise<void> {
  const { sql } = plane.database;
  const tenant = await createTenant(plane);
  await sql("update services set git_repository = 'https://git.example.com/acme/web.git' where id = $1", [tenant.serviceId]);
  const developer = await tenant.member('developer');
  const before = coolify.deployments.length;
  const id = await deploy(plane, developer, tenant.serviceId);
  const status = async () => (await sql('select status, failure_step, failure_reason from deployments where id = $1', [id]))[0];
  const ended = await eventually(
    () => look(status),
    (row) => /^(running|failed|cancelled)$/.test(String(row?.status)),
    LIMIT_MS,
  );
  expect(ended).toEqual({ status: 'running', failure_step: null, failure_reason: null });
  // Whatever was said twice or not answered: one build, one application that runs, one image.
  expect(await sql('select status from builds where service_id = $1', [tenant.serviceId])).toEqual([{ status: 'succeeded' }]);
  expect(coolify.deployments.slice(before).filter((d) => d.status === 'finished')).toHaveLength(1);
  const workloads = cluster.objects('deployments.apps').filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  expect(workloads).toHaveLength(1);

  const owner = await tenant.member('org_owner');
  const deleted = await command(plane, owner, 'deleteProject', `projectId: "${tenant.projectId}"`, 'projectId');
  expect(deleted.errors).toBeUndefined();
  await eventually(
    () => look(() => sql('select id from projects where id = $1', [tenant.projectId])),
    (rows) => rows.length === 0,
    LIMIT_MS,
  );
  const left = () => ({
    coolify: coolify.applications.map(({ fields }) => fields.name),
    argocd: argocd.applications().map(({ metadata }) => metadata.name),
    cluster: ['deployments.apps', 'ingresses.networking.k8s.io', 'services.'].flatMap((kind) =>
      cluster.objects(kind).map(({ metadata }) => `${kind}${metadata.namespace}/${metadata.name}`),
    ),
  });
  await eventually(
    () => look(left),
    (found) => Object.values(found).every((names) => names.length === 0),
    LIMIT_MS,
  );
}

const platforms = () => [coolify, argocd, registry, cluster] as const;
let learnt: ReturnType<typeof callsOf>[] = [];

test('a repository is built, deployed and runs; its project goes with everything', async () => {
  await serviceFlow();
  expect(webhooks).toBeGreaterThan(0);
  learnt = platforms().map(callsOf);
  for (const calls of learnt) expect(calls.length).toBeGreaterThan(0);
});

test.each(['lose', 'three-times', 'hold'] as const)('with webhooks in the way «%s» the same happens, once', async (mode) => {
  coolify.webhook.mode = mode;
  await serviceFlow();
  coolify.webhook.mode = 'send';
  // What was held comes after everything is over, the newest first.
  await coolify.webhook.release();
  await plane.reconciler().settled();
});

test.each([0, 1, 2, 3, 4, 5, 6, 7])('round %i: each call fails, the next one in another way', async (round) => {
  const met = () => platforms().reduce((sum, { faults }) => sum + faults.met, 0);
  const before = met();
  for (const [at, platform] of platforms().entries()) {
    const { faults, requests } = platform;
    script({ faults, requests, ...(platform === argocd ? { conflict: CONFLICT } : {}) }, learnt[at] ?? [], round + at);
  }
  await serviceFlow();
  expect(met() - before).toBeGreaterThan(8);
  for (const { faults } of platforms()) faults.clear();
});

test.each([false, true])('the process dies at each call in turn, with the call done: %s', async (done) => {
  const met = () => platforms().reduce((sum, { faults }) => sum + faults.met, 0);
  for (const [at, { faults }] of platforms().entries())
    for (const call of learnt[at] ?? []) faults.add({ ...call, fault: { kind: 'hang', done } });
  const before = met();
  let deaths = 0;
  let seen = before;
  let isOver = false;
  const dying = (async () => {
    while (!isOver) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (met() === seen) continue;
      seen = met();
      deaths += 1;
      await plane.kill(bury);
    }
  })();
  try {
    await serviceFlow();
  } finally {
    isOver = true;
    await dying;
    for (const { faults } of platforms()) faults.clear();
  }
  // Calls that are under way at the same time die together.
  expect(met() - before).toBeGreaterThan(8);
  expect(deaths).toBeGreaterThan(3);
});

test('nothing was sent that the vendors would not have understood', () => {
  expect(coolify.violations).toEqual([]);
  expect(argocd.violations).toEqual([]);
});
