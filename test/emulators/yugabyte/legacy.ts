/** The former YBCluster operator on the emulated API server: fixed names, counts instead of a phase, no finalizer, no authentication of its own. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Kubernetes } from '../kubernetes/emulator.ts';
import type { KubernetesObject } from '../kubernetes/resources.ts';
import { startYugabyteCluster } from './emulator.ts';
import { makeTemplate, startUniverseServer, type UniverseServer } from './server.ts';

export interface LegacyEmulator extends AsyncDisposable {
  readonly cluster: Kubernetes;
  /** Pods become ready. */
  ready: boolean;
}

const KEY = 'ybclusters.yugabyte.com';

/** `directory`: open to pass through for PostgreSQL's user. */
export async function openLegacyEmulator(directory: string): Promise<LegacyEmulator> {
  const cluster = await startYugabyteCluster('legacy');
  const servers = new Map<string, UniverseServer>();
  let template: Promise<string> | undefined;
  let isClosed = false;
  /** What is under way: its files are somebody's to remove afterwards. */
  const working = new Set<Promise<unknown>>();
  const tracked = <T>(work: Promise<T>): Promise<T> => {
    working.add(work);
    const forget = () => working.delete(work);
    work.then(forget, forget);
    return work;
  };
  const put = (key: string, namespace: string, name: string, rest: Record<string, unknown>): KubernetesObject => {
    const kind = cluster.kind(key);
    const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
    const body = { apiVersion, kind: kind.kind, metadata: { name }, ...rest };
    return cluster.api.patch(kind, namespace, name, 'apply', body, { manager: 'yugabyte-operator', force: true }).object;
  };
  const emulator: LegacyEmulator = {
    cluster,
    ready: true,
    [Symbol.asyncDispose]: async () => {
      isClosed = true;
      for (const stop of stops) stop();
      await Promise.allSettled(working);
      for (const server of servers.values()) await server.destroy();
      await cluster[Symbol.asyncDispose]();
    },
  };

  async function reconcile({ metadata, spec = {} }: KubernetesObject): Promise<void> {
    const namespace = metadata.namespace ?? '';
    const { replicas: masters = 1 } = spec.master as { replicas?: number };
    const { replicas: tservers = 1, gflags = [] } = spec.tserver as {
      replicas?: number;
      gflags?: { key: string; value: string }[];
    };
    await delay(20);
    if (isClosed) return;
    let server = servers.get(metadata.uid ?? '');
    if (!server) {
      template ??= makeTemplate(join(directory, 'template'));
      // The vendor's own password, which everybody knows.
      const password = gflags.some((f) => f.key === 'ysql_enable_auth' && f.value === 'true') ? 'yugabyte' : 'nobody is asked';
      server = await startUniverseServer(join(directory, metadata.uid ?? ''), await template, password);
      servers.set(metadata.uid ?? '', server);
    }
    for (const [name, replicas] of [
      ['yb-master', masters],
      ['yb-tserver', tservers],
    ] as const) {
      const labels = { app: name };
      const set = put('statefulsets.apps', namespace, name, {
        spec: {
          replicas,
          serviceName: `${name}s`,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [{ name, image: 'yugabyte' }] } },
        },
      });
      if (emulator.ready) cluster.setStatus(set, { replicas, readyReplicas: replicas });
    }
    const service = put('services.', namespace, 'yb-tservers', {
      spec: { selector: { app: 'yb-tserver' }, ports: [{ name: 'tcp-ysql-port', port: server.port, protocol: 'TCP' }] },
    });
    cluster.setStatus(service, { loadBalancer: { ingress: [{ ip: '127.0.0.1' }] } });
    const found = cluster.objects(KEY, namespace)[0];
    const status = { masterReplicas: masters, tserverReplicas: tservers, targetedTServerReplicas: tservers };
    if (found && emulator.ready && found.status?.tserverReplicas !== tservers)
      cluster.setStatus(found, { ...status, conditions: [] });
  }

  const stops = [
    cluster.control(KEY, (object) => tracked(reconcile(object))),
    cluster.store.subscribe(({ type, key, object }) => {
      const uid = object.metadata.uid ?? '';
      if (type !== 'DELETED' || key !== KEY) return;
      const server = servers.get(uid);
      if (server) void tracked(server.destroy()).catch(() => {});
      servers.delete(uid);
    }),
  ];
  return emulator;
}
