/**
 * What things of ours are called in Rancher: a function of our ids, so that whoever asks twice finds the first. Labels tell whose they are, for
 * finding what is left over.
 */
import { INSTALLATION } from '../kubernetes/client/installation.ts';

export const CLUSTER_LABEL = 'northstack.dev/cluster';
export const GRANT_LABEL = 'northstack.dev/grant';
/** On a cluster that somebody else made and that is managed beside: it is nobody's to take down. */
export const IMPORTED = 'northstack.dev/imported';

/** The generation of the wish that was written last. */
export const GENERATION = 'northstack.dev/generation';
/** The newest generation that was seen to be carried out when the next one was written. */
export const CARRIED_OUT = 'northstack.dev/carried-out';
/** When we changed it last. */
export const CHANGED_AT = 'northstack.dev/changed-at';

const short = (id: string): string => id.replaceAll('-', '').slice(0, 12);

export const clusterNameOf = (clusterId: string): string => `ns-${short(clusterId)}`;

/** A new kind of machine is a new config: configs are never changed, so that no other pool is replaced. */
export const machineConfigNameOf = (clusterId: string, pool: string, fingerprint: string): string =>
  `nc-${clusterNameOf(clusterId)}-${pool}-${fingerprint}`;

/** The account that one grant is given to, and all that belongs to it. */
export const accountNameOf = (grantId: string): string => `u-ns${grantId.replaceAll('-', '').slice(0, 20)}`;

export const labelsOf = (owner: string, more: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  'app.kubernetes.io/managed-by': 'northstack',
  [INSTALLATION]: owner,
  ...more,
});

export const ownedBy = (owner: string): string => `app.kubernetes.io/managed-by=northstack,${INSTALLATION}=${owner}`;
export const ofCluster = (owner: string, clusterId: string): string => `${ownedBy(owner)},${CLUSTER_LABEL}=${clusterId}`;
export const ofGrant = (owner: string, grantId: string): string => `${ownedBy(owner)},${GRANT_LABEL}=${grantId}`;
