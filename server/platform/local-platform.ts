/** Builds, apps and databases on this machine, and the reconcilers that move them: what is left of NorthStack when the engine is taken away. */
import { join } from 'node:path';
import type { Platform } from '../../actions/index.ts';
import { openLocalBuilder } from '../../adapters/local/builds/open-builder.ts';
import { chooseUser } from '../../adapters/local/choose-user.ts';
import { openLocalClusters } from '../../adapters/local/clusters/open-clusters.ts';
import { openLocalTenants } from '../../adapters/local/clusters/open-tenants.ts';
import { openLocalDatabases } from '../../adapters/local/databases/open-databases.ts';
import { hostEnvironment } from '../../adapters/local/host-environment.ts';
import { openLocalJobs } from '../../adapters/local/jobs/open-jobs.ts';
import type { LocalObservation } from '../../adapters/local/observation.ts';
import { builtInPolicy } from '../../adapters/local/policy/built-in-policy.ts';
import { openLocalRuntime } from '../../adapters/local/runtime/open-runtime.ts';
import { noScanner } from '../../adapters/local/scan/no-scanner.ts';
import type { RouteTable } from '../../domain/ports/route-table.ts';
import type { SecretStore } from '../../domain/ports/secret-store.ts';
import { type Addresses, createLogWriter, createMetricWriter, createReconciler, type Reconciler } from '../../reconcile/index.ts';
import type { GraphqlClient } from '../../sdk/client.ts';
import type { Closers } from '../closers.ts';
import type { OutgoingConfig } from '../config/server-config.ts';
import type { Log } from '../log.ts';
import { projectRoot } from '../project-root.ts';
import { openOutgoing } from './open-outgoing.ts';

export interface LocalPlatformOptions {
  /** Talks to the engine with the admin secret. */
  readonly graphql: GraphqlClient;
  readonly routes: RouteTable;
  readonly secrets: SecretStore;
  readonly outgoing: OutgoingConfig;
  readonly addresses: Addresses;
  /** Where builds and apps are kept. */
  readonly directory: string;
  /** Repositories that folders are pushed to. */
  readonly repositories: string;
  /** 32 bytes. */
  readonly encryptionKey: Uint8Array;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly closers: Closers;
  /** Something the operator should know. */
  readonly warn: (message: string) => void;
}

export interface LocalPlatform {
  readonly reconciler: Reconciler;
  /** What actions may look at. */
  readonly platform: Platform;
}

/** Resolves when what was running before is adopted and routed. Nothing is reconciled yet. */
export async function openLocalPlatform(options: LocalPlatformOptions): Promise<LocalPlatform> {
  const { graphql, log, closers, directory, environment } = options;
  const staticServer = join(projectRoot, 'adapters/local/runtime/static-server.mjs');
  const baseEnvironment = hostEnvironment(environment);
  const { user, warning } = await chooseUser({ dataDirectory: directory, baseEnvironment, staticServer });
  if (warning) options.warn(warning);

  const logs = createLogWriter({ graphql, observe: (observation) => log.warn(observation, 'log writer') });
  closers.add({ name: 'log writer', close: () => logs[Symbol.asyncDispose]() });
  const metrics = createMetricWriter({ graphql, onFailure: (error) => log.warn({ error }, 'metric writer') });
  closers.add({ name: 'metric writer', close: () => metrics[Symbol.asyncDispose]() });

  // Adapters hint before the reconciler that listens is made from them.
  let wake: Reconciler['wake'] = () => {};
  const common = {
    dataDirectory: directory,
    baseEnvironment,
    key: options.encryptionKey,
    user,
    logs,
    hint: (ref: Parameters<Reconciler['wake']>[0]) => wake(ref),
    observe: (observation: LocalObservation) => log.info(observation, 'local'),
  };
  // Before the apps, so that it is closed after them: they use it to their end.
  const databases = await openLocalDatabases(common);
  closers.add({
    name: 'databases',
    close: async () => {
      await databases.stopServers();
      await databases[Symbol.asyncDispose]();
    },
    timeoutMs: 60_000,
  });
  const runtime = await openLocalRuntime({ ...common, routes: options.routes, metrics, staticServer });
  closers.add({
    name: 'apps',
    close: async () => {
      await runtime.stopProcesses();
      await runtime[Symbol.asyncDispose]();
    },
    timeoutMs: 60_000,
  });
  const jobs = await openLocalJobs(common);
  closers.add({
    name: 'jobs',
    close: async () => {
      await jobs.stopProcesses();
      await jobs[Symbol.asyncDispose]();
    },
    timeoutMs: 60_000,
  });
  const builder = await openLocalBuilder({ ...common, ownRepositories: options.repositories });
  closers.add({ name: 'builds', close: () => builder[Symbol.asyncDispose](), timeoutMs: 30_000 });
  const outgoing = openOutgoing(options.outgoing, closers);
  const clusters = openLocalClusters();
  const tenants = openLocalTenants();
  const reconciler = createReconciler({
    deps: {
      ...outgoing,
      graphql,
      builder,
      runtime,
      jobs,
      secrets: options.secrets,
      scanner: noScanner(),
      policy: builtInPolicy(),
      databases,
      clusters,
      tenants,
      addresses: options.addresses,
      now: Date.now,
    },
    observe: (observation) =>
      observation.kind === 'reconciled' ? log.debug(observation, 'reconcile') : log.warn(observation, 'reconcile'),
  });
  closers.add({ name: 'reconcilers', close: () => reconciler[Symbol.asyncDispose]() });
  wake = reconciler.wake;
  return { reconciler, platform: { databases: databases.capabilities, clusters, tenants } };
}
