/** What things are called in Argo CD and in clusters: made of ids, so that the same thing is found again and nothing follows a slug that changes. */
import { createHash } from 'node:crypto';
import { INSTALLATION } from '../kubernetes/client/installation.ts';

const idOf = (id: string): string => {
  const plain = id.toLowerCase().replace(/[^a-z0-9]/g, '');
  return /^[0-9a-f]{32}$/.test(plain) ? plain.slice(0, 20) : createHash('sha256').update(id).digest('hex').slice(0, 20);
};

/** Of the Application, and of the objects it deploys. */
export const workloadName = (instanceId: string): string => `ns-${idOf(instanceId)}`;
/** The Application with the namespace of an environment. */
export const environmentName = (environmentId: string): string => `ns-env-${idOf(environmentId)}`;
export const projectName = (projectId: string): string => `ns-${idOf(projectId)}`;

export const labels = {
  managed: 'app.kubernetes.io/managed-by',
  installation: INSTALLATION,
  instance: 'northstack.io/instance',
  environment: 'northstack.io/environment',
  project: 'northstack.io/project',
  revision: 'northstack.io/revision',
  generation: 'northstack.io/generation',
} as const;
export const OURS = `${labels.managed}=northstack`;

/** What is written on all that Argo CD holds of ours. */
export const ownLabels = (installation: string | undefined): Readonly<Record<string, string>> => ({
  [labels.managed]: 'northstack',
  ...(installation === undefined ? {} : { [labels.installation]: installation }),
});

export const annotations = {
  revision: 'northstack.io/revision',
  generation: 'northstack.io/generation',
  replicas: 'northstack.io/replicas',
  /** Their number follows the load, from `replicas` to this. */
  most: 'northstack.io/most-replicas',
  /** A hash of everything that is deployed: what a sync is known by. */
  manifests: 'northstack.io/manifests',
  healthTimeout: 'northstack.io/health-timeout-ms',
  /** Domains with a certificate of their own, after the hash they are deployed with: Argo CD keeps annotations that are no longer given. */
  domains: 'northstack.io/domains',
  /** Where the volume of a stateful one is, of which class and how large: neither of the first two changes, and the third one only grows. */
  volume: 'northstack.io/volume',
  /** The port of a stateful one, for those beside it. */
  port: 'northstack.io/port',
  about: 'northstack.io/about',
} as const;
