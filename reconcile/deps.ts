/** What reconcilers work with, and what one is. */
import type { AppRuntime } from '../domain/ports/app-runtime.ts';
import type { ClusterProvider } from '../domain/ports/cluster-provider.ts';
import type { CommitStatusReporter } from '../domain/ports/commit-status.ts';
import type { DatabaseProvider } from '../domain/ports/database-provider.ts';
import type { Dns } from '../domain/ports/dns.ts';
import type { EventBus } from '../domain/ports/event-bus.ts';
import type { HttpSender } from '../domain/ports/http-sender.ts';
import type { ImageRegistry } from '../domain/ports/image-registry.ts';
import type { JobRunner } from '../domain/ports/job-runner.ts';
import type { Mailer } from '../domain/ports/mailer.ts';
import type { PolicyEngine } from '../domain/ports/policy-engine.ts';
import type { SecretStore } from '../domain/ports/secret-store.ts';
import type { SourceBuilder } from '../domain/ports/source-builder.ts';
import type { TenantProvider } from '../domain/ports/tenant-provider.ts';
import type { VulnerabilityScanner } from '../domain/ports/vulnerability-scanner.ts';
import type { GraphqlClient } from '../sdk/client.ts';
import type { Urgency, WorkResult } from './queue.ts';

/** Which thing to look at. */
export interface Ref {
  readonly kind:
    | 'build'
    | 'deployment'
    | 'instance'
    | 'job'
    | 'service'
    | 'environment'
    | 'project'
    | 'database'
    | 'backup'
    | 'restore'
    | 'backup-schedule'
    | 'cluster'
    | 'tenant-cluster'
    /** `webhook` and `channel`: what waits to be sent there. `event-bus`: its `outbox`, `dead-letters` and `redeliveries`. `alerts`: those of an organization. */
    | 'webhook'
    | 'channel'
    | 'event-bus'
    | 'account-mail'
    | 'alerts'
    /** By the id of the project or organization it is for. */
    | 'quota'
    /** By the quota's name. */
    | 'quota-default'
    /** What a git host shall show beside a commit. */
    | 'commit-status'
    /** A name of a team's own. */
    | 'domain';
  readonly id: string;
}

export interface ReconcileDeps {
  /** Talks to the engine with the admin secret. */
  readonly graphql: GraphqlClient;
  readonly builder: SourceBuilder;
  readonly images: ImageRegistry;
  readonly runtime: AppRuntime;
  readonly jobs: JobRunner;
  readonly databases: DatabaseProvider;
  readonly clusters: ClusterProvider;
  readonly tenants: TenantProvider;
  readonly scanner: VulnerabilityScanner;
  readonly policy: PolicyEngine;
  readonly addresses: Addresses;
  readonly secrets: SecretStore;
  readonly http: HttpSender;
  readonly commits: CommitStatusReporter;
  readonly dns: Dns;
  readonly bus: EventBus;
  /** null: the installation has no mail server. */
  readonly mailer: Mailer | null;
  /** The token that a mail brings: a function of its row's id, so that none is kept. */
  readonly mailTokens: (purpose: 'mail' | 'invitation', id: string) => string;
  /** Where people's browsers find the API, without a slash at the end. */
  readonly publicUrl: string;
  /** How long the database keeps log lines. */
  readonly logsKeptMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Looks at a thing soon; what can wait is looked at behind what something happened to. */
  readonly wake: (ref: Ref, urgency?: Urgency) => void;
  readonly tell: (observation: EventsPublished | ListFailed | Strays) => void;
}

/** A platform could not say what it holds. */
export interface ListFailed {
  readonly kind: 'list-failed';
  readonly what: 'instance' | 'job' | Strays['what'];
  readonly error: unknown;
}

/** A platform was found to hold things of ours that have no row: they are left alone until somebody says whose they are. `strays-gone`: it does not any more. */
export interface Strays {
  readonly kind: 'strays' | 'strays-gone';
  readonly what: 'database' | 'cluster' | 'tenant-cluster';
  readonly ids: readonly string[];
}

/** How far publication is. */
export interface EventsPublished {
  readonly kind: 'events-published';
  readonly bus: string;
  /** This time. */
  readonly published: number;
  readonly waiting: number;
  /** Events that the bus will not take, or that are not as their schema says. */
  readonly refused: number;
  /** When the oldest that the bus should have happened; null: it has all that were seen. */
  readonly oldestAt: number | null;
}

/** How apps are reached from outside. */
export interface Addresses {
  /** Full host name of an instance's subdomain, for example `web.shop.localhost`. */
  hostname(subdomain: string): string;
  /** For example `http://web.shop.localhost:8080`. */
  url(hostname: string): string;
}

/**
 * Reads what is wanted, observes what is, takes one step, records what was seen. Called any number of times, in any order, with things
 * that may be gone; it never assumes why it was called. Throws to be called again later.
 */
export type Reconcile = (deps: ReconcileDeps, id: string) => Promise<WorkResult>;

/** Hints and events are what wakes us; this is only for the case that one was lost while something is under way. */
export const SAFETY_MS = 5_000;

/** Until `deadlineAt`, but not longer than the safety interval and never in a tight loop. */
export const untilDeadline = (deadlineAt: number | null, now: number): WorkResult => ({
  requeueAfterMs: Math.max(100, Math.min(SAFETY_MS, (deadlineAt ?? Number.POSITIVE_INFINITY) - now)),
});

export const millis = (timestamp: string | null): number | null => (timestamp === null ? null : Date.parse(timestamp));
export const timestamp = (ms: number): string => new Date(ms).toISOString();
