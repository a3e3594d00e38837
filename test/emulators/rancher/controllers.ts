/**
 * Rancher's controllers: clusters come to be, change and go in steps, and their conditions say so the way Rancher's do. The id of the
 * management cluster comes late; right after a change everything is still `True`; `Unknown` is under way; a cluster goes when its machines
 * have gone, and they only while the cloud's credential is there.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kubernetes } from '../kubernetes/emulator.ts';
import type { KubernetesObject } from '../kubernetes/resources.ts';

export interface ControllerOptions {
  /** Between two steps. */
  readonly stepMs: () => number;
  /** What becomes of a cluster, by its name: `error` says why and stays so, `stuck` does nothing more. */
  readonly outcome: (name: string) => 'ready' | 'error' | 'stuck';
  readonly url: () => string;
  /** Makes the kubeconfig that is kept beside a cluster. */
  readonly keepKubeconfig: (cluster: KubernetesObject) => Promise<void>;
}

export interface Controllers {
  /** Ids of management clusters that are gone: for a moment Rancher says 403 of them, and not 404. */
  readonly gone: Map<string, number>;
  /** The agent in somebody else's cluster has called. */
  connect(managementId: string): void;
  stop(): void;
}

type Conditions = Record<string, [status: 'True' | 'False' | 'Unknown', message?: string]>;
interface Pool {
  readonly name: string;
  readonly quantity?: number;
  readonly machineConfigRef?: { readonly kind: string; readonly name: string };
}

export const CLUSTERS = 'clusters.provisioning.cattle.io';
export const MANAGEMENT = 'clusters.management.cattle.io';
const MACHINES = 'machines.cluster.x-k8s.io';
const FINALIZERS = ['wrangler.cattle.io/provisioning-cluster-remove', 'wrangler.cattle.io/rke-cluster-remove'];
const PHASES = ['Pending', 'Provisioning', 'Provisioned', 'Running'];
const now = () => new Date().toISOString().replace(/\.\d+Z$/, 'Z');

export function runControllers(cluster: Kubernetes, { stepMs, outcome, url, keepKubeconfig }: ControllerOptions): Controllers {
  const gone = new Map<string, number>();
  const connected = new Set<string>();
  let stopped = false;
  const find = (key: string, namespace: string | null, name: string) =>
    cluster.store.get(cluster.kind(key), namespace, name)?.object ?? null;
  const pause = () => sleep(stepMs(), undefined, { ref: false });

  function say(object: KubernetesObject, conditions: Conditions, status: Record<string, unknown> = {}): void {
    const key = object.apiVersion.startsWith('provisioning') ? CLUSTERS : MANAGEMENT;
    const fresh = find(key, object.metadata.namespace ?? null, object.metadata.name);
    if (fresh === null) return;
    const before = (fresh.status?.conditions ?? []) as { type: string; status: string; message?: string }[];
    const changed = Object.entries(conditions).map(([type, [state, message = '']]) => {
      const old = before.find((c) => c.type === type);
      return old?.status === state && old.message === message
        ? old
        : { type, status: state, message, reason: state === 'False' ? 'Error' : '', lastUpdateTime: now() };
    });
    const kept = before.filter(({ type }) => !(type in conditions));
    write(key, fresh, { ...fresh.status, ...status, conditions: [...kept, ...changed] });
  }

  function write(key: string, object: KubernetesObject, status: Record<string, unknown>): void {
    const resource = cluster.kind(key);
    const { namespace = null, name } = object.metadata;
    const found = cluster.store.get(resource, namespace, name);
    if (found === null) return;
    cluster.api.update(
      resource,
      namespace,
      name,
      { ...found.object, status },
      {
        subresource: resource.statusSubresource ? 'status' : null,
        manager: 'rancher',
      },
    );
  }

  function finalizers(key: string, { metadata }: KubernetesObject, wanted: readonly string[]): void {
    const resource = cluster.kind(key);
    if (find(key, metadata.namespace ?? null, metadata.name) === null) return;
    const patch = { metadata: { finalizers: wanted } };
    cluster.api.patch(resource, metadata.namespace ?? null, metadata.name, 'merge', patch, { manager: 'rancher' });
  }

  const poolsOf = (object: KubernetesObject): readonly Pool[] => {
    const { rkeConfig } = (object.spec ?? {}) as { rkeConfig?: { machinePools?: Pool[] } | null };
    return rkeConfig?.machinePools ?? [];
  };
  const machinesOf = ({ metadata }: KubernetesObject) =>
    cluster
      .objects(MACHINES, metadata.namespace)
      .filter((m) => m.metadata.labels?.['cluster.x-k8s.io/cluster-name'] === metadata.name);
  const poolOf = (machine: KubernetesObject) => machine.metadata.labels?.['rke.cattle.io/rke-machine-pool-name'];

  /** One step towards the wish; false: there is nothing left to do. */
  function workOnMachines(object: KubernetesObject): boolean {
    const kind = cluster.kind(MACHINES);
    const namespace = object.metadata.namespace ?? '';
    const machines = machinesOf(object);
    let worked = false;
    for (const machine of machines) {
      const pool = poolsOf(object).find(({ name }) => name === poolOf(machine));
      const own = machines.filter((m) => poolOf(m) === pool?.name);
      const config = (machine.spec as { infrastructureRef?: { name?: string } }).infrastructureRef?.name;
      const surplus =
        pool === undefined || own.indexOf(machine) >= (pool.quantity ?? 1) || config !== pool.machineConfigRef?.name;
      const phase = String(machine.status?.phase ?? 'Pending');
      if (surplus && phase !== 'Deleting') write(MACHINES, machine, { ...machine.status, phase: 'Deleting' });
      else if (surplus) cluster.api.delete(kind, namespace, machine.metadata.name);
      else if (phase !== 'Running')
        write(MACHINES, machine, { ...machine.status, phase: PHASES[PHASES.indexOf(phase) + 1] ?? 'Running' });
      else continue;
      worked = true;
    }
    for (const pool of poolsOf(object)) {
      const missing = (pool.quantity ?? 1) - machines.filter((m) => poolOf(m) === pool.name).length;
      for (let i = 0; i < missing; i += 1) {
        const name = `${object.metadata.name}-${pool.name}-${randomBytes(4).toString('hex')}`;
        const labels = {
          'cluster.x-k8s.io/cluster-name': object.metadata.name,
          'rke.cattle.io/rke-machine-pool-name': pool.name,
        };
        const made = cluster.api.create(kind, namespace, {
          metadata: { name, labels },
          spec: { clusterName: object.metadata.name, infrastructureRef: { name: pool.machineConfigRef?.name } },
        });
        write(MACHINES, made, { phase: 'Pending' });
        worked = true;
      }
    }
    return worked;
  }

  /** What happens next, after a pause; null: it is at rest. */
  function nextStep(object: KubernetesObject): (() => void | Promise<void>) | null {
    const { metadata, spec, status = {} } = object;
    const state = (type: string) =>
      ((status.conditions ?? []) as { type: string; status: string }[]).find((c) => c.type === type)?.status;
    if (metadata.deletionTimestamp !== undefined) return takeDown(object);
    if (outcome(metadata.name) === 'stuck') return null;
    const managementId = status.clusterName as string | undefined;
    if (managementId === undefined) return () => begin(object);
    const imported = (spec as { rkeConfig?: unknown }).rkeConfig == null;
    if (imported) {
      if (!connected.has(managementId) || state('Ready') === 'True') return null;
      return () => say(object, { Connected: ['True'], Ready: ['True'], Updated: ['True'] }, { ready: true, agentDeployed: true });
    }
    if (outcome(metadata.name) === 'error') {
      if (state('Provisioned') === 'False') return null;
      return () => say(object, { Provisioned: ['False', 'error creating machine: the cloud has no machines left'] });
    }
    // Everything else still says that all is well.
    if (status.observedGeneration !== metadata.generation)
      return () => say(object, {}, { observedGeneration: metadata.generation });
    const version = String((spec as { kubernetesVersion?: string }).kubernetesVersion ?? '');
    const management = find(MANAGEMENT, null, managementId);
    const running = (management?.status as { version?: { gitVersion?: string } } | undefined)?.version?.gitVersion;
    const machines = machinesOf(object);
    const complete =
      running === version &&
      machines.every((m) => m.status?.phase === 'Running') &&
      poolsOf(object).every(
        (pool) =>
          machines.filter((m) => poolOf(m) === pool.name && configOf(m) === pool.machineConfigRef?.name).length ===
          (pool.quantity ?? 1),
      ) &&
      machines.every((m) => poolsOf(object).some(({ name }) => name === poolOf(m)));
    if (complete)
      return state('Updated') === 'True'
        ? null
        : async () => {
            if (status.clientSecretName === undefined) await keepKubeconfig(object);
            say(
              object,
              { Provisioned: ['True'], Updated: ['True'], Ready: ['True'], Connected: ['True'], RKECluster: ['True'] },
              { ready: true, agentDeployed: true, clientSecretName: `${metadata.name}-kubeconfig` },
            );
          };
    if (state('Updated') !== 'Unknown')
      return () => say(object, { Updated: ['Unknown', 'configuring worker node(s)'], Reconciling: ['True'] });
    return () => {
      if (workOnMachines(object)) return;
      if (management !== null) write(MANAGEMENT, management, { ...management.status, version: { gitVersion: version } });
    };
  }

  const configOf = (machine: KubernetesObject) =>
    (machine.spec as { infrastructureRef?: { name?: string } }).infrastructureRef?.name;

  function begin(object: KubernetesObject): void {
    const id = `c-m-${randomBytes(4).toString('hex')}`;
    finalizers(CLUSTERS, object, FINALIZERS);
    cluster.ensureNamespace(id);
    cluster.api.create(cluster.kind(MANAGEMENT), null, {
      metadata: { name: id, finalizers: ['controller.cattle.io/namespaced-scoped'] },
      spec: { displayName: object.metadata.name, fleetWorkspaceName: object.metadata.namespace },
      status: {},
    });
    cluster.api.create(cluster.kind('clusterregistrationtokens.management.cattle.io'), id, {
      metadata: { name: 'default-token' },
      spec: { clusterName: id },
      status: { manifestUrl: `${url()}/v3/import/${randomBytes(12).toString('hex')}_${id}.yaml` },
    });
    say(
      object,
      {
        Created: ['True'],
        BackingNamespaceCreated: ['True'],
        Provisioned: ['Unknown', 'waiting for infrastructure ready'],
        Updated: ['Unknown', 'waiting for at least one control plane, etcd, and worker node to be registered'],
        Ready: ['Unknown', 'waiting for cluster agent to connect'],
      },
      { clusterName: id, ready: false },
    );
  }

  function takeDown(object: KubernetesObject): (() => void) | null {
    const { metadata, status = {} } = object;
    const machines = machinesOf(object);
    if (machines.length > 0) {
      if (!hasCredential(object)) {
        const message = 'waiting for machines: the cloud credential is not there';
        const said = ((status.conditions ?? []) as { type: string; message?: string }[]).some((c) => c.message === message);
        // Looked at again and again, until it is.
        return () => (said ? undefined : say(object, { Removed: ['Unknown', message] }));
      }
      return () => {
        say(object, { Removed: ['Unknown', `waiting for ${machines.length} machines to delete`] });
        for (const machine of machines)
          if (machine.status?.phase !== 'Deleting') write(MACHINES, machine, { ...machine.status, phase: 'Deleting' });
          else cluster.api.delete(cluster.kind(MACHINES), metadata.namespace ?? '', machine.metadata.name);
      };
    }
    const id = status.clusterName as string | undefined;
    const management = id === undefined ? null : find(MANAGEMENT, null, id);
    // The two books are not closed at once.
    if ((metadata.finalizers ?? []).length > 0)
      return () => {
        finalizers(CLUSTERS, object, []);
        if (management !== null) setTimeout(() => forget(management), stepMs()).unref();
      };
    return null;
  }

  function forget(management: KubernetesObject): void {
    if (stopped) return;
    const { name } = management.metadata;
    gone.set(name, 3);
    finalizers(MANAGEMENT, management, []);
    if (find(MANAGEMENT, null, name) !== null) cluster.api.delete(cluster.kind(MANAGEMENT), null, name);
    if (find('namespaces.', null, name) !== null) cluster.api.delete(cluster.kind('namespaces.'), null, name);
  }

  function hasCredential({ spec }: KubernetesObject): boolean {
    const name = String((spec as { cloudCredentialSecretName?: string }).cloudCredentialSecretName ?? '');
    const [namespace, secret] = name.includes(':') ? name.split(':') : ['fleet-default', name];
    return find('secrets.', namespace ?? '', secret ?? '') !== null;
  }

  const stop = cluster.control(CLUSTERS, async ({ metadata }) => {
    for (;;) {
      const object = find(CLUSTERS, metadata.namespace ?? null, metadata.name);
      if (stopped || object === null || nextStep(object) === null) return;
      await pause();
      const fresh = find(CLUSTERS, metadata.namespace ?? null, metadata.name);
      if (stopped || fresh === null) return;
      await nextStep(fresh)?.();
    }
  });
  return {
    gone,
    connect: (managementId) => {
      connected.add(managementId);
      // Touching it lets the controller look again.
      const object = cluster.objects(CLUSTERS).find((c) => c.status?.clusterName === managementId);
      if (object) say(object, { Waiting: ['True'] });
    },
    stop: () => {
      stopped = true;
      stop();
    },
  };
}
