/** Argo CD's objects as the emulator keeps them, and times as Go writes them. */
import type { ObjectMeta } from '../kubernetes/resources.ts';
import type { HealthStatus } from './health.ts';
import type { Source } from './sources.ts';

export interface Application {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly spec: ApplicationSpec;
  readonly status?: ApplicationStatus;
  readonly operation?: Operation;
}

export interface ApplicationSpec {
  readonly project: string;
  readonly source: Source;
  readonly destination: { readonly server?: string; readonly name?: string; readonly namespace?: string };
  readonly syncPolicy?: {
    readonly automated?: { readonly enabled?: boolean; readonly prune?: boolean; readonly selfHeal?: boolean } | null;
    readonly syncOptions?: readonly string[];
  };
  readonly revisionHistoryLimit?: number;
  readonly ignoreDifferences?: readonly {
    readonly group?: string;
    readonly kind: string;
    readonly jsonPointers?: readonly string[];
  }[];
}

export interface Operation {
  readonly sync?: {
    readonly revision?: string;
    readonly source?: Source;
    readonly prune?: boolean;
    readonly dryRun?: boolean;
    readonly syncOptions?: readonly string[];
  };
  readonly initiatedBy?: { readonly username?: string; readonly automated?: boolean };
  readonly info?: readonly { readonly name: string; readonly value: string }[];
  readonly retry?: { readonly limit?: number; readonly backoff?: { readonly duration?: string } };
}

export interface ApplicationStatus {
  readonly sync?: { readonly status: 'Unknown' | 'Synced' | 'OutOfSync'; readonly revision?: string };
  readonly health?: { readonly status: HealthStatus; readonly lastTransitionTime?: string };
  readonly operationState?: OperationState;
  readonly history?: readonly HistoryEntry[];
  readonly conditions?: readonly { readonly type: string; readonly message: string; readonly lastTransitionTime?: string }[];
  readonly reconciledAt?: string;
  readonly [field: string]: unknown;
}

export interface OperationState {
  readonly operation: Operation;
  readonly phase: 'Running' | 'Terminating' | 'Succeeded' | 'Failed' | 'Error';
  readonly message?: string;
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly retryCount?: number;
  readonly syncResult?: { readonly revision: string; readonly source: Source; readonly resources?: readonly unknown[] };
}

export interface HistoryEntry {
  readonly id: number;
  readonly revision: string;
  readonly deployedAt: string;
  readonly deployStartedAt: string;
  readonly source: Source;
}

export const resourcesFinalizer = 'resources-finalizer.argocd.argoproj.io';
export const isAutomated = ({ syncPolicy }: ApplicationSpec): boolean =>
  syncPolicy?.automated !== undefined && syncPolicy.automated !== null && syncPolicy.automated.enabled !== false;
/** Whole seconds. */
export const goTime = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');
