/**
 * What `kubectl kustomize` makes of an overlay, and what a kubelet would start of it: command, environment with the values of Secrets and ConfigMaps,
 * ports, probes, limits. Secrets have what docs/production.md puts into the store.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');

const Probe = z.object({
  httpGet: z.object({ path: z.string(), port: z.string() }),
  periodSeconds: z.number(),
  failureThreshold: z.number(),
  timeoutSeconds: z.number().default(1),
});
export type Probe = z.infer<typeof Probe>;

const Key = z.object({ name: z.string(), key: z.string() });
const Container = z.looseObject({
  name: z.string(),
  image: z.string(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).default([]),
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })).default([]),
  env: z
    .array(
      z.object({
        name: z.string(),
        value: z.string().optional(),
        valueFrom: z
          .object({
            secretKeyRef: Key.optional(),
            configMapKeyRef: Key.optional(),
            fieldRef: z.object({ fieldPath: z.literal('metadata.name') }).optional(),
          })
          .optional(),
      }),
    )
    .default([]),
  envFrom: z
    .array(
      z.object({
        secretRef: z.object({ name: z.string() }).optional(),
        configMapRef: z.object({ name: z.string(), optional: z.boolean().optional() }).optional(),
      }),
    )
    .default([]),
  resources: z.object({ limits: z.object({ memory: z.string() }) }),
  startupProbe: Probe.optional(),
  livenessProbe: Probe.optional().catch(undefined),
  readinessProbe: Probe.optional().catch(undefined),
});
const PodSpec = z.looseObject({
  terminationGracePeriodSeconds: z.number().default(30),
  enableServiceLinks: z.boolean().default(true),
  securityContext: z.looseObject({ runAsUser: z.number(), runAsGroup: z.number() }),
  initContainers: z.array(Container).default([]),
  containers: z.array(Container),
});
const Manifest = z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) });
const WithTemplate = z.looseObject({ spec: z.looseObject({ template: z.looseObject({ spec: PodSpec }) }) });
const ConfigMap = z.looseObject({ data: z.record(z.string(), z.string()) });
const ExternalSecret = z.looseObject({
  spec: z.looseObject({
    target: z.looseObject({
      name: z.string(),
      template: z.object({ data: z.record(z.string(), z.string()) }).optional(),
    }),
    data: z.array(z.object({ secretKey: z.string(), remoteRef: z.object({ key: z.string(), property: z.string() }) })),
  }),
});
const Service = z.looseObject({
  spec: z.looseObject({ clusterIP: z.string().optional(), ports: z.array(z.object({ port: z.number() })) }),
});

export interface ProductionContainer {
  readonly image: string;
  /** null: the image's own. */
  readonly command: readonly string[] | null;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryBytes: number;
  readonly graceMs: number;
  readonly user: { readonly uid: number; readonly gid: number };
  readonly probes: Readonly<Record<'startup' | 'liveness' | 'readiness', Probe | null>>;
  readonly port: (name: string) => number;
}

export interface Overlay {
  container(kind: string, workload: string, name?: string, pod?: string): ProductionContainer;
  configMap(name: string): Readonly<Record<string, string>>;
}

export function readOverlay(name: string, store: Store): Overlay {
  const text = execFileSync('kubectl', ['kustomize', join(root, 'deploy/kubernetes/overlays', name)], { encoding: 'utf8' });
  const all = parseAllDocuments(text).map((document) => Manifest.parse(document.toJS()));
  const find = (kind: string, called: string) => {
    const found = all.find((manifest) => manifest.kind === kind && manifest.metadata.name === called);
    if (found === undefined) throw new Error(`there is no ${kind} ${called} in ${name}`);
    return found;
  };
  const configMap = (called: string) => ConfigMap.parse(find('ConfigMap', called)).data;
  const secrets = new Map(
    all
      .filter(({ kind }) => kind === 'ExternalSecret')
      .map((manifest) => ExternalSecret.parse(manifest).spec)
      .map(({ target, data }) => {
        const fetched = Object.fromEntries(
          data.map(({ secretKey, remoteRef }) => [secretKey, valueIn(store, remoteRef.key, remoteRef.property)]),
        );
        const template = target.template?.data;
        if (template === undefined) return [target.name, fetched] as const;
        const fill = (value: string) => value.replaceAll(/\{\{ \.(\w+) \}\}/g, (_, key: string) => fetched[key] ?? 'undefined');
        return [target.name, Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fill(value)]))] as const;
      }),
  );
  const secret = (called: string) => {
    const found = secrets.get(called);
    if (found === undefined) throw new Error(`there is no Secret ${called} in ${name}`);
    return found;
  };
  /** What Kubernetes tells each container of the services beside it. */
  const links = Object.fromEntries(
    all
      .filter(({ kind }) => kind === 'Service')
      .flatMap((manifest) => {
        const { clusterIP, ports } = Service.parse(manifest).spec;
        if (clusterIP === 'None') return [];
        const variable = manifest.metadata.name.toUpperCase().replaceAll('-', '_');
        return ports.flatMap(({ port }) => [
          [`${variable}_SERVICE_HOST`, '10.96.0.7'],
          [`${variable}_SERVICE_PORT`, String(port)],
          [`${variable}_PORT`, `tcp://10.96.0.7:${port}`],
          [`${variable}_PORT_${port}_TCP_ADDR`, '10.96.0.7'],
        ]);
      }),
  );
  return {
    configMap,
    container: (kind, workload, called, pod = `${workload}-0`) => {
      const { spec } = WithTemplate.parse(find(kind, workload)).spec.template;
      const all = [...spec.initContainers, ...spec.containers];
      const container = all.find((one) => one.name === (called ?? workload));
      if (container === undefined) throw new Error(`${workload} has no container ${called}`);
      const environment: Record<string, string> = { HOSTNAME: pod, ...(spec.enableServiceLinks ? links : {}) };
      for (const { secretRef, configMapRef } of container.envFrom)
        Object.assign(environment, secretRef && secret(secretRef.name), configMapRef && configMap(configMapRef.name));
      for (const { name: variable, value, valueFrom } of container.env) {
        const from = valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef;
        const map = valueFrom?.secretKeyRef ? secret : configMap;
        environment[variable] = value ?? (from ? (map(from.name)[from.key] ?? 'undefined') : pod);
      }
      return {
        image: container.image,
        command: container.command ?? null,
        args: container.args,
        environment,
        memoryBytes: bytes(container.resources.limits.memory),
        graceMs: spec.terminationGracePeriodSeconds * 1000,
        user: { uid: spec.securityContext.runAsUser, gid: spec.securityContext.runAsGroup },
        probes: {
          startup: container.startupProbe ?? null,
          liveness: container.livenessProbe ?? null,
          readiness: container.readinessProbe ?? null,
        },
        port: (wanted) => {
          const found = container.ports.find((port) => port.name === wanted);
          if (found === undefined) throw new Error(`${workload} has no port ${wanted}`);
          return found.containerPort;
        },
      };
    },
  };
}

/** Path and property in the company's store of secrets, and its value. */
export type Store = Readonly<Record<string, Readonly<Record<string, string>>>>;

function valueIn(store: Store, path: string, property: string): string {
  const value = store[path]?.[property];
  if (value === undefined) throw new Error(`docs/production.md puts no ${property} under ${path}`);
  return value;
}

/** Runs the page's own lines, with a `vault` that prints what it is given. */
export function storeOfThePage(): Store {
  const page = readFileSync(join(root, 'docs/production.md'), 'utf8');
  const lines = /```\n(openssl genpkey[\s\S]*?)```/.exec(page)?.[1] ?? 'false';
  const vault = `vault() {
    shift 2; path=\${1#secret/}; shift
    for pair in "$@"; do
      value=\${pair#*=}
      case $value in @*) value=$(cat "\${value#@}") ;; esac
      printf '%s\\0%s\\0%s\\0' "$path" "\${pair%%=*}" "$value"
    done
  }`;
  const folder = mkdtempSync(join(tmpdir(), 'ns-store-'));
  try {
    const said = execFileSync('bash', ['-euc', `${vault}\n${lines}`], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    const parts = said.split('\0');
    const store: Record<string, Record<string, string>> = {};
    for (let at = 0; at + 2 < parts.length; at += 3) {
      const path = parts[at] ?? '';
      store[path] = { ...store[path], [parts[at + 1] ?? '']: parts[at + 2] ?? '' };
    }
    return store;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bytes(quantity: string): number {
  const [, number, unit = ''] = /^(\d+)(Mi|Gi)$/.exec(quantity) ?? [];
  if (number === undefined) throw new Error(`how much is ${quantity}?`);
  return Number(number) * 1024 ** (unit === 'Gi' ? 3 : 2);
}
