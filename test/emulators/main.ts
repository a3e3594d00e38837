/**
 * The emulated platforms of `northstack up --emulate`, as a program: says in one line of JSON what to set and what is emulated, and ends when
 * its standard input does. `main.ts --directory <where it may write> --api <address of NorthStack>`.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SELF_SIGNED } from '../support/self-signed.ts';
import { type ArgocdEmulator, openArgocdEmulator } from './argocd/emulator.ts';
import { controlCertificates } from './cert-manager/controller.ts';
import { openCoolifyEmulator } from './coolify/emulator.ts';
import { type Kubernetes, startKubernetes } from './kubernetes/emulator.ts';
import { type EmulatedIngress, openEmulatedIngress } from './kubernetes/ingress.ts';
import { controlWorkloads } from './kubernetes/workloads.ts';
import { openRancherEmulator } from './rancher/emulator.ts';
import { openRegistryEmulator } from './registry/emulator.ts';
import { openVclusterEmulator } from './vcluster/emulator.ts';
import { openYugabyteEmulator } from './yugabyte/emulator.ts';

const { values } = parseArgs({ options: { directory: { type: 'string' }, api: { type: 'string' } } });
if (values.directory === undefined || values.api === undefined) throw new Error('--directory or --api is missing');
const { directory, api } = values;
await mkdir(directory, { recursive: true });
// PostgreSQL runs as a user of its own and has to come through.
await chmod(directory, 0o711);

/** A moment between two steps, so that they can be seen. */
const stepMs = 400;
const environment: Record<string, string> = {};
const emulated: string[] = [];
const opened: AsyncDisposable[] = [];
/** Clusters that come later, as Argo CD finds them: by address and token. */
const reaches: ((server: string, token: string) => Kubernetes | null)[] = [];
let argocd: ArgocdEmulator | null = null;
/** Rancher's clusters, as Argo CD knows them. */
let hostAt: (server: string) => Kubernetes | null = () => null;

async function file(name: string, text: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, text, { mode: 0o600 });
  return path;
}

async function yugabyte(): Promise<void> {
  const folder = join(directory, 'yugabyte');
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o711);
  const emulator = await openYugabyteEmulator({ directory: folder, delayMs: stepMs });
  opened.push(emulator);
  emulated.push('YugabyteDB operator on Kubernetes (the servers of a universe are one PostgreSQL)');
  Object.assign(environment, {
    NORTHSTACK_DATABASES: 'yugabyte',
    // This world is another one each time, and nobody's data is in it.
    NORTHSTACK_DATABASES_LOST: 'make-anew',
    NORTHSTACK_YUGABYTE_KUBECONFIG: await file('yugabyte.kubeconfig', emulator.cluster.kubeconfig()),
    NORTHSTACK_YUGABYTE_NAMESPACE: emulator.namespace,
    NORTHSTACK_YUGABYTE_VERSIONS: '2025.2.2.1-b1',
    NORTHSTACK_YUGABYTE_STORAGE_CLASS: 'standard',
    NORTHSTACK_YUGABYTE_TLS: 'off',
    NORTHSTACK_YUGABYTE_BACKUP_LOCATION: 's3://backups/emulated',
    NORTHSTACK_YUGABYTE_BACKUP_ACCESS_KEY_ID: 'emulated',
    NORTHSTACK_YUGABYTE_BACKUP_SECRET_ACCESS_KEY: 'emulated',
    NORTHSTACK_YUGABYTE_BACKUP_ENDPOINT: 's3.emulated.test',
  });
}

const RUNS_NOTHING = 'emulated: this pod runs nothing';

/** What is deployed to a cluster, whoever made it, becomes ready by itself. */
function runWorkloads(cluster: Kubernetes): void {
  controlWorkloads(cluster, {
    delayMs: stepMs,
    onPod: ({ metadata }) => {
      argocd?.log(metadata.namespace ?? '', metadata.name, RUNS_NOTHING);
      cluster.logs.set(`${metadata.namespace}/${metadata.name}`, [`${new Date().toISOString()} ${RUNS_NOTHING}`]);
    },
  });
  controlCertificates(cluster, { delayMs: stepMs });
}

async function rancher(): Promise<void> {
  // Kubernetes' own clients keep their token to themselves where there is no TLS.
  const emulator = await openRancherEmulator({ stepMs, onCluster: runWorkloads, tls: { ...SELF_SIGNED, host: 'localhost' } });
  reaches.push((server, token) => emulator.reach(server, token));
  hostAt = (server) => emulator.at(server);
  opened.push(emulator);
  emulated.push('Rancher (no machine is ever made; behind each cluster is an emulated Kubernetes API)');
  const place = (region: string) => ({
    driver: 'amazonec2',
    cloudCredential: emulator.cloudCredential,
    fields: { region, zone: 'a' },
  });
  Object.assign(environment, {
    NORTHSTACK_CLUSTERS: 'rancher',
    NORTHSTACK_RANCHER_URL: emulator.url,
    NORTHSTACK_RANCHER_TOKEN: emulator.token,
    NORTHSTACK_RANCHER_CA_FILE: await file('emulated-authority.pem', SELF_SIGNED.cert),
    NORTHSTACK_RANCHER_PLACES_FILE: await file('places.json', JSON.stringify({ '*': place('eu-central-1') })),
  });
}

/** Coolify builds and pushes to a registry; Argo CD brings what was built into a cluster, whose pods become ready by themselves. */
async function delivery(): Promise<EmulatedIngress> {
  const registry = await openRegistryEmulator({ mirrors: true });
  opened.push(registry);
  const coolify = await openCoolifyEmulator({ registry, stepMs, serverName: 'an emulated server: nothing is built' });
  opened.push(coolify);
  const secret = randomBytes(24).toString('hex');
  coolify.webhook.configure({
    webhook_enabled: true,
    webhook_url: `${api}/webhooks/coolify/${secret}`,
    deployment_success_webhook_notifications: true,
    deployment_failure_webhook_notifications: true,
  });
  const cluster = await startKubernetes();
  opened.push(cluster);
  argocd = await openArgocdEmulator({
    kubernetes: cluster,
    timing: { syncMs: stepMs, deleteMs: stepMs },
    // Rancher's clusters and virtual ones, when they come to be.
    reach: (server, token) => reaches.map((reach) => reach(server, token)).find((found) => found !== null) ?? null,
  });
  opened.push(argocd);
  runWorkloads(cluster);
  emulated.push(
    'Coolify (it builds nothing: an image is made up for each commit)',
    'image registry (every image of every registry is taken to be there)',
    'Argo CD and the Kubernetes cluster that apps are deployed to (no program of an image is run: its address says what would run there; cert-manager’s certificates are none)',
  );
  Object.assign(environment, {
    NORTHSTACK_REGISTRY: `${registry.host}/builds`,
    NORTHSTACK_REGISTRY_INSECURE: 'true',
    NORTHSTACK_REGISTRY_MIRROR: registry.url,
    NORTHSTACK_BUILDER: 'coolify',
    NORTHSTACK_COOLIFY_URL: coolify.url,
    NORTHSTACK_COOLIFY_TOKEN: coolify.token,
    NORTHSTACK_COOLIFY_SERVER: coolify.serverUuid,
    NORTHSTACK_COOLIFY_WEBHOOK_SECRET: secret,
    NORTHSTACK_RUNTIME: 'argocd',
    NORTHSTACK_ARGOCD_URL: argocd.url,
    NORTHSTACK_ARGOCD_TOKEN: argocd.token,
    NORTHSTACK_ARGOCD_KUBECONFIG: await file('apps.kubeconfig', cluster.kubeconfig()),
    NORTHSTACK_ARGOCD_CERTIFICATE_ISSUER: 'emulated',
    NORTHSTACK_ARGOCD_CHART_REPOSITORY: 'registry.emulated.test/charts',
  });
  const ingress = await openEmulatedIngress(cluster);
  opened.push(ingress);
  return ingress;
}

async function tenants(): Promise<void> {
  const emulator = await openVclusterEmulator({
    delayMs: stepMs,
    onTenant: runWorkloads,
    tls: { ...SELF_SIGNED, host: 'localhost' },
    hostAt: (server) => hostAt(server),
  });
  reaches.push((server, token) => emulator.reach(server, token));
  opened.push(emulator);
  emulated.push('vCluster (behind each is an emulated Kubernetes API)');
  Object.assign(environment, {
    NORTHSTACK_TENANTS: 'vcluster',
    NORTHSTACK_VCLUSTER_ARGOCD_KUBECONFIG: await file('vcluster.kubeconfig', emulator.cluster.kubeconfig()),
    NORTHSTACK_VCLUSTER_SERVER: `${emulator.gateway}/{namespace}`,
  });
}

const { host, port } = await delivery();
await yugabyte();
await rancher();
await tenants();
process.stdout.write(`${JSON.stringify({ environment, emulated, ingress: { host, port } })}\n`);

let isEnding = false;
const end = async () => {
  if (isEnding) return;
  isEnding = true;
  for (const emulator of opened.reverse()) await emulator[Symbol.asyncDispose]();
  process.exit(0);
};
// Whoever started us is gone, in whatever way.
process.stdin.resume().on('end', end).on('error', end);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end);
