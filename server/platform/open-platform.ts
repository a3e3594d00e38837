/** Where things are built and run, and the reconcilers that move them: what is left of NorthStack when the engine is taken away. */
import { openSecretOf, type Platform } from '../../actions/index.ts';
import { chooseUser } from '../../adapters/local/choose-user.ts';
import { hostEnvironment } from '../../adapters/local/host-environment.ts';
import type { LocalOptions } from '../../adapters/local/options.ts';
import type { Cache } from '../../domain/ports/cache.ts';
import type { RouteTable } from '../../domain/ports/route-table.ts';
import type { SecretStore } from '../../domain/ports/secret-store.ts';
import { type Addresses, createLogWriter, createMetricWriter, createReconciler, type Reconciler } from '../../reconcile/index.ts';
import type { GraphqlClient } from '../../sdk/client.ts';
import type { Inbox } from '../../webhooks/index.ts';
import type { Closers } from '../closers.ts';
import type { OutgoingConfig } from '../config/server-config.ts';
import type { Environment } from '../config/settings.ts';
import type { ProcessMetrics } from '../http/process-metrics.ts';
import type { Log } from '../log.ts';
import { openBuilder } from './builder.ts';
import { openClusters } from './clusters.ts';
import { openCommitStatus } from './commit-status.ts';
import { openDatabases } from './databases.ts';
import { dnsOf } from './dns.ts';
import { endingAfterItsLog } from './ending-after-its-log.ts';
import { openEventBus } from './event-bus.ts';
import { openImages } from './images.ts';
import { openInbox } from './inbox.ts';
import { openJobs } from './jobs.ts';
import type { Logs } from './logs.ts';
import { openOutgoing } from './open-outgoing.ts';
import type { Part } from './part.ts';
import { openPolicy } from './policy.ts';
import { openRuntime, staticServer } from './runtime.ts';
import { openScanner } from './scanner.ts';
import { openTenants } from './tenants.ts';

export interface PlatformOptions {
  /** Talks to the engine with the admin secret. */
  readonly graphql: GraphqlClient;
  readonly routes: RouteTable;
  readonly secrets: SecretStore;
  /** Shared with who answers actions, where there is one to share. */
  readonly cache: Cache;
  readonly outgoing: OutgoingConfig;
  /** For mails to people: what their tokens are derived from, and where their browsers find the API. */
  readonly rootKey: string;
  readonly publicUrl: string;
  readonly addresses: Addresses;
  /** Where builds and apps are kept. */
  readonly directory: string;
  /** Repositories that folders are pushed to. */
  readonly repositories: string;
  /** 32 bytes. */
  readonly encryptionKey: Uint8Array;
  readonly environment: Environment;
  readonly log: Log;
  readonly closers: Closers;
  readonly logs: Logs;
  /** false: another process may be doing this work at this moment. Default: there is no other. */
  readonly isMine?: () => boolean;
  /** Told what the reconcilers do and how much waits for them. */
  readonly metrics: Pick<ProcessMetrics, 'observe' | 'watch'>;
  /** Something the operator should know. */
  readonly warn: (message: string) => void;
}

export interface OpenPlatform {
  readonly reconciler: Reconciler;
  /** What actions may look at. */
  readonly platform: Platform;
  /** Messages of the systems that things are built and run by. */
  readonly inbox: Inbox;
}

/** Resolves when what was running before is adopted and routed. Nothing is reconciled yet. */
export async function openPlatform(options: PlatformOptions): Promise<OpenPlatform> {
  const { graphql, log, closers, environment } = options;
  const logs = createLogWriter({
    graphql,
    shipTo: options.logs.shipTo,
    observe: (observation) => log.warn(observation, 'log writer'),
  });
  closers.add({ name: 'log writer', close: () => logs[Symbol.asyncDispose]() });
  const metrics = createMetricWriter({
    graphql,
    cache: options.cache,
    onFailure: (error) => log.warn({ error }, 'metric writer'),
  });
  closers.add({ name: 'metric writer', close: () => metrics[Symbol.asyncDispose]() });

  // Adapters hint before the reconciler that listens is made from them.
  let wake: Reconciler['wake'] = () => {};
  const sinks = { logs, hint: (ref: Parameters<Reconciler['wake']>[0]) => wake(ref) };
  let local: Promise<LocalOptions> | undefined;
  const part: Part = {
    ...sinks,
    environment,
    log,
    closers,
    allowed: options.outgoing.allowed,
    local: () => {
      local ??= openLocal(options, sinks);
      return local;
    },
  };
  // Databases before the apps, so that they are closed after them: apps use them to their end.
  const databases = await openDatabases(part);
  const runtime = await openRuntime({ ...part, routes: options.routes, metrics }, options.directory);
  const jobs = await openJobs(part);
  const images = await openImages(environment, part.allowed);
  const { builder, buildOf } = await openBuilder(part, options.repositories, images);
  const clusters = await openClusters(part);
  const tenants = await openTenants(part, clusters);
  const bus = await openEventBus(part);
  const reconciler = createReconciler({
    ...(options.isMine ? { isMine: options.isMine } : {}),
    deps: {
      ...openOutgoing(options.outgoing, closers),
      mailTokens: openSecretOf(options.rootKey),
      publicUrl: options.publicUrl,
      graphql,
      dns: dnsOf(part),
      bus,
      builder: endingAfterItsLog(builder, logs.written),
      images: images.registry,
      runtime,
      jobs,
      secrets: options.secrets,
      scanner: await openScanner({ ...part, dataDirectory: options.directory }),
      policy: await openPolicy(part),
      commits: await openCommitStatus(part),
      databases,
      clusters,
      tenants,
      addresses: options.addresses,
      logsKeptMs: options.logs.keptMs,
      now: Date.now,
    },
    observe: (observation) => {
      options.metrics.observe(observation);
      const isNews =
        observation.kind === 'reconcile-failed' ||
        observation.kind === 'list-failed' ||
        observation.kind === 'strays' ||
        observation.kind === 'strays-gone' ||
        (observation.kind === 'events-published' && observation.refused > 0);
      if (isNews) log.warn(observation, 'reconcile');
      else log.debug(observation, 'reconcile');
    },
  });
  closers.add({ name: 'reconcilers', close: () => reconciler[Symbol.asyncDispose]() });
  wake = reconciler.wake;
  options.metrics.watch(reconciler);
  const inbox = openInbox({ ...part, graphql, buildOf });
  return { reconciler, platform: { databases: databases.capabilities, clusters, tenants }, inbox };
}

/** What the parts on this machine share. */
async function openLocal(
  { directory, environment, encryptionKey, log, warn }: PlatformOptions,
  sinks: Pick<LocalOptions, 'logs' | 'hint'>,
): Promise<LocalOptions> {
  const baseEnvironment = hostEnvironment(environment);
  const { user, warning } = await chooseUser({ dataDirectory: directory, baseEnvironment, staticServer });
  if (warning) warn(warning);
  return {
    ...sinks,
    dataDirectory: directory,
    baseEnvironment,
    key: encryptionKey,
    user,
    observe: (observation) => log.info(observation, 'local'),
  };
}
