/**
 * The volume of a stateful workload, held to the one that is there: it does not move, keeps its storage class and only grows. What is there stands in
 * an annotation of the Application. Pure.
 */
import type { DesiredWorkload } from '../../domain/ports/app-runtime.ts';
import { Fault } from '../../kit/fault.ts';
import type { StatefulRun } from '../kubernetes/manifests/workload.ts';
import { annotations } from './names.ts';
import type { Application } from './replies.ts';

/** The volume that an Application was made with; null: none is there, or it goes. */
export function volumeOf(application: Application | null): string | null {
  if (application === null || application.metadata.deletionTimestamp) return null;
  return application.metadata.annotations?.[annotations.volume] ?? null;
}

/**
 * No sync takes away a volume, or the namespace that it is in, whatever the manifests say: `Prune=false` is about syncs alone. They go with their
 * Application, which `Delete=false` would keep them from (argo-cd `shouldBeDeleted`).
 */
export const keptBySyncs = {
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
} as const;

export interface PlannedVolume {
  readonly storage: StatefulRun['storage'];
  /** For the annotation. */
  readonly note: string;
}

/** @param before what `volumeOf` gave @throws Fault reject when it would have to move */
export function planVolume(
  { volume, placement }: DesiredWorkload,
  before: string | null,
  defaultClass: string | null,
): PlannedVolume {
  if (volume === undefined) throw new Fault('reject', { code: 'invalid-volume', message: 'A stateful service needs a volume.' });
  const place = `${placement.cluster?.clusterId ?? 'platform'}/${placement.namespace}`;
  const [there = place, gigabytes = '0', named = defaultClass ?? ''] = before?.split(' ') ?? [];
  if (there !== place)
    throw new Fault('reject', {
      code: 'volume-cannot-move',
      message: `Its volume is in ${there} and does not move to ${place} by itself. Save what is in it, delete the service in this environment and deploy it again; or bring the environment back.`,
    });
  const storageClass = named === '' ? null : named;
  const sizeGigabytes = Math.max(volume.gigabytes, Number(gigabytes) || 0);
  return {
    storage: { path: volume.path, sizeGigabytes, storageClass, annotations: keptBySyncs },
    note: `${place} ${sizeGigabytes} ${storageClass ?? ''}`,
  };
}
