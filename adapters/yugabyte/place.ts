/** One Kubernetes cluster with the operator in it: where the databases of a region are made. What its version can do is asked, not assumed. */
import { z } from 'zod';
import { Fault } from '../../kit/fault.ts';
import type { KubernetesClient } from '../kubernetes/client/open-client.ts';
import { OPERATOR } from './kinds.ts';

export interface PlaceOptions {
  /** Our region's slug; null: every region that has no place of its own. */
  readonly region: string | null;
  readonly client: KubernetesClient;
  /** The namespace that the operator watches. */
  readonly namespace: string;
}

export interface Features {
  readonly backups: boolean;
  readonly pointInTime: boolean;
  /** It takes backups by the clock. */
  readonly schedules: boolean;
}

export interface Place extends PlaceOptions {
  /** Asked once; a failure is not remembered. @throws Fault reject `databases-unavailable` when there is no operator */
  features(signal?: AbortSignal): Promise<Features>;
  /** What was learned so far; null: nothing yet. */
  readonly known: Features | null;
}

const resources = z.object({ resources: z.array(z.object({ name: z.string() })) });

export function openPlace(options: PlaceOptions): Place {
  let known: Features | null = null;
  return {
    ...options,
    get known() {
      return known;
    },
    features: async (signal) => {
      if (known !== null) return known;
      const answer = await options.client
        .call({ method: 'GET', path: `/apis/${OPERATOR}`, repeatable: true, ...(signal ? { signal } : {}) })
        .catch((error: unknown) => {
          if (error instanceof Fault && error.kind === 'gone') throw noOperator(error);
          throw error;
        });
      const names = new Set(resources.parse(answer).resources.map((r) => r.name));
      if (!names.has('ybuniverses')) throw noOperator();
      known = {
        backups: names.has('backups') && names.has('restorejobs') && names.has('storageconfigs'),
        pointInTime: names.has('pitrconfigs') && names.has('pitrrestores'),
        schedules: names.has('backups') && names.has('backupschedules'),
      };
      return known;
    },
  };
}

const noOperator = (cause?: unknown): Fault =>
  new Fault('reject', {
    code: 'databases-unavailable',
    message: 'The cluster has no YugabyteDB operator. Install YugabyteDB Anywhere with its Kubernetes operator there.',
    ...(cause === undefined ? {} : { cause }),
  });

/** What a cluster lists of a kind that it does not know. @throws everything but that */
export function nothing(error: unknown): { readonly items: readonly never[] } {
  if (error instanceof Fault && error.kind === 'gone') return { items: [] };
  throw error;
}
