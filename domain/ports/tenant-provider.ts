/**
 * Makes virtual clusters inside a host cluster, one for an organization or a project: an API server of its own, quotas, limit ranges and
 * network policies around it. The promises of `DatabaseProvider` hold here too. The contract suite is test/contracts/tenant-provider.contract.ts.
 */
import type { ClusterReference, IssuedKubeconfig, KubeconfigRole } from './cluster-provider.ts';
import type { Held } from './held.ts';

export interface TenantProvider {
  /** What it can do here. Constant for the life of the adapter. */
  readonly capabilities: TenantCapabilities;
  /**
   * Makes it like `desired`. Applying the same again changes nothing. A namespace that belongs to something else is a `conflict`.
   * @throws Fault reject | retry | conflict | auth | gone (the host cluster)
   */
  apply(desired: DesiredTenantCluster, signal?: AbortSignal): Promise<void>;
  observe(tenant: TenantReference, signal?: AbortSignal): Promise<TenantObservation>;
  /** Takes it down with its volumes and its namespace: a later one of the same name begins empty. `absent` is seen when all is gone. */
  remove(tenant: TenantReference, signal?: AbortSignal): Promise<void>;
  /**
   * Forgets it without asking the host, which is lost: nobody looks after it any more, and it may run on. Forgetting the unknown succeeds.
   * @throws Fault retry when it is not forgotten yet
   */
  abandon(tenant: Pick<TenantReference, 'tenantClusterId' | 'namespace'>, signal?: AbortSignal): Promise<void>;
  /** As `DatabaseProvider.list`. */
  list(signal?: AbortSignal): Promise<readonly Held[]>;
  /** As `ClusterProvider.issueKubeconfig`, for the virtual cluster. */
  issueKubeconfig(request: TenantKubeconfigRequest, signal?: AbortSignal): Promise<IssuedKubeconfig>;
  /** As `ClusterProvider.ownKubeconfig`, for the virtual cluster. */
  ownKubeconfig(tenant: TenantReference, signal?: AbortSignal): Promise<string>;
  revokeKubeconfig(grant: TenantKubeconfigGrant, signal?: AbortSignal): Promise<void>;
}

export interface TenantCapabilities {
  /** The adapter's name, kept in the row: `local`, `vcluster`. */
  readonly provider: string;
  /** What to do to have virtual clusters here, for the user; null: they can be made. */
  readonly unavailable: string | null;
}

export interface TenantReference {
  /** Our row's id: the key. */
  readonly tenantClusterId: string;
  /** Its namespace in the host cluster: unique there, and never used a second time. */
  readonly namespace: string;
  readonly host: ClusterReference;
}

export interface DesiredTenantCluster extends TenantReference {
  /** For people and labels. */
  readonly label: string;
  /** With a leading `v`; null: the provider's default. */
  readonly kubernetesVersion: string | null;
  /** Quotas of everything in it together. */
  readonly cpuMillicores: number;
  readonly memoryMegabytes: number;
  readonly storageGigabytes: number;
  /** Namespaces that shall be in it, one for an environment; others that a former `apply` made are removed with what is in them. */
  readonly namespaces: readonly TenantNamespace[];
  /** Goes up with each change of the wish, except of its namespaces. */
  readonly generation: number;
}

export interface TenantNamespace {
  readonly name: string;
  /** Slugs. */
  readonly project: string;
  readonly environment: string;
}

export type TenantObservation =
  | { readonly state: 'absent' }
  | {
      readonly state: 'present';
      readonly phase: 'creating' | 'active' | 'changing' | 'unreachable' | 'removing' | 'failed' | 'unknown';
      readonly reason: string | null;
      /** The newest generation that is carried out completely; 0 while none is. */
      readonly generation: number;
      readonly apiServerUrl: string | null;
      /** Milliseconds since the epoch at which this was looked up. */
      readonly observedAt: number;
    };

export interface TenantKubeconfigRequest {
  /** Our row's id: the key. */
  readonly grantId: string;
  readonly tenant: TenantReference;
  readonly user: { readonly id: string; readonly email: string };
  readonly role: KubeconfigRole;
  readonly seconds: number;
}

export interface TenantKubeconfigGrant {
  readonly grantId: string;
  readonly tenant: TenantReference;
  /** As given back by `issueKubeconfig`. */
  readonly externalId: string | null;
}
