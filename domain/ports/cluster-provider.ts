/**
 * Makes Kubernetes clusters and gives access to them. The promises of `DatabaseProvider` hold here too: accepted is not done, `observe` is the
 * truth, ids are ours and are the keys, twice is once, removing the absent succeeds, failures are `Fault`s with their kinds, an aborted
 * `signal` ends the call soon. The contract suite is test/contracts/cluster-provider.contract.ts.
 *
 * Each cluster has its own address, its own authority and its own credentials; one that hangs delays nobody else's calls.
 */
import type { Held } from './held.ts';

export interface ClusterProvider {
  /** What it can do here. Constant for the life of the adapter. */
  readonly capabilities: ClusterCapabilities;
  /**
   * Makes a provisioned cluster like `desired`: creates it, adds, scales and removes pools, upgrades. For a registered one it only checks the
   * kubeconfig. Applying the same again changes nothing. Only the number that changed is written: other people's fields stay.
   * @throws Fault reject | retry | conflict | auth
   */
  apply(desired: DesiredCluster, signal?: AbortSignal): Promise<void>;
  observe(cluster: ClusterReference, signal?: AbortSignal): Promise<ClusterObservation>;
  /**
   * Takes a provisioned cluster down with its machines; `absent` is seen when all of it is gone. Of a registered one only what we made in it
   * (access of our users) is removed; the cluster itself is seen as before, and one that cannot be reached any more counts as forgotten.
   */
  remove(cluster: ClusterReference, signal?: AbortSignal): Promise<void>;
  /** The clusters it provisioned, or of which something is left, as `DatabaseProvider.list`. */
  list(signal?: AbortSignal): Promise<readonly Held[]>;

  /**
   * A kubeconfig for one person, for a limited time, with a role of Kubernetes' own RBAC. The second call with the same `grantId` may give
   * another file, and then the first one is revoked. It is shown once: neither the file nor a token in it is kept by the adapter.
   * @throws Fault reject `kubeconfig-unavailable` (with what to do) | retry | auth | gone
   */
  issueKubeconfig(request: KubeconfigRequest, signal?: AbortSignal): Promise<IssuedKubeconfig>;
  /**
   * The platform's own way into it, to place workloads there. Asked for each time, since what it signs in with may be renewed. For registered
   * clusters it is the kubeconfig they were registered with. @throws Fault retry `cluster-not-ready` | reject | auth
   */
  ownKubeconfig(cluster: ClusterReference, signal?: AbortSignal): Promise<string>;
  /** Ends a grant before its time. Ending one that is over or unknown succeeds. */
  revokeKubeconfig(grant: KubeconfigGrant, signal?: AbortSignal): Promise<void>;
  /** Grants that accounts of this installation are there for, outside of the clusters: of those that nobody remembers any more, the accounts go. */
  listGrants(signal?: AbortSignal): Promise<readonly HeldGrant[]>;
}

export interface ClusterCapabilities {
  /** The adapter's name, kept in the row: `local`, `rancher`. */
  readonly provider: string;
  /** What to do to have clusters made here, for the user; null: they can be made. Registering works in any case. */
  readonly provisioningUnavailable: string | null;
  readonly distributions: readonly ClusterDistribution[];
  /** The longest life of a kubeconfig in seconds. */
  readonly maximumKubeconfigSeconds: number;
}

export type ClusterDistribution = 'rke2' | 'k3s' | 'other';

export interface ClusterReference {
  /** Our row's id: the key. */
  readonly clusterId: string;
  /** Its kubeconfig when it was registered and not made by us. A secret. */
  readonly registered: { readonly kubeconfig: string } | null;
}

/** A cluster, virtual or not, and the platform's way into it. */
export interface ReachableCluster {
  /** Our row's id: the key. */
  readonly clusterId: string;
  /** With what signs in now. A secret. */
  readonly kubeconfig: string;
}

export interface DesiredCluster extends ClusterReference {
  /** For people and labels. Outside names are derived from the id. */
  readonly label: string;
  readonly region: string;
  readonly distribution: ClusterDistribution;
  /** With a leading `v`, for example `v1.33.4+rke2r1`; null for registered clusters. */
  readonly kubernetesVersion: string | null;
  /** All pools that shall be there; one that is not named is removed. Empty for registered clusters. */
  readonly pools: readonly DesiredNodePool[];
  /** Goes up with each change of the wish; see `ClusterObservation.generation`. */
  readonly generation: number;
}

export interface DesiredNodePool {
  /** Unique in the cluster: the key. */
  readonly name: string;
  readonly quantity: number;
  readonly controlPlane: boolean;
  readonly etcd: boolean;
  readonly worker: boolean;
  /** In the provider's words. */
  readonly machineType: string;
  readonly labels: Readonly<Record<string, string>>;
}

export type ClusterObservation =
  | { readonly state: 'absent' }
  | {
      readonly state: 'present';
      /** As for databases. A platform that still says «ready» right after a change is `changing` until it has seen the change. */
      readonly phase: 'creating' | 'active' | 'changing' | 'unreachable' | 'removing' | 'failed' | 'unknown';
      readonly reason: string | null;
      /** The newest generation that is carried out completely; 0 while none is. */
      readonly generation: number;
      readonly apiServerUrl: string | null;
      readonly kubernetesVersion: string | null;
      /** All nodes, also those of no pool of ours (registered clusters). */
      readonly nodes: number;
      readonly readyNodes: number;
      readonly pools: readonly { readonly name: string; readonly quantity: number; readonly readyNodes: number }[];
      /** Milliseconds since the epoch at which this was looked up. */
      readonly observedAt: number;
    };

/** `view`, `edit`, `admin` and `cluster-admin` of Kubernetes. */
export type KubeconfigRole = 'view' | 'edit' | 'admin' | 'cluster_admin';

export interface KubeconfigRequest {
  /** Our row's id: the key. */
  readonly grantId: string;
  readonly cluster: ClusterReference;
  readonly user: { readonly id: string; readonly email: string };
  readonly role: KubeconfigRole;
  readonly seconds: number;
}

export interface KubeconfigGrant {
  readonly grantId: string;
  readonly cluster: ClusterReference;
  /** As given back by `issueKubeconfig`. */
  readonly externalId: string | null;
}

export interface HeldGrant {
  /** Our row's id. */
  readonly grantId: string;
  /** Of the cluster that it is for. */
  readonly clusterId: string;
}

export interface IssuedKubeconfig {
  /** YAML. A secret. */
  readonly kubeconfig: string;
  /** What the platform calls it, when that is needed to revoke it. */
  readonly externalId: string | null;
  /** Milliseconds since the epoch: what the platform really granted. */
  readonly expiresAt: number;
}
