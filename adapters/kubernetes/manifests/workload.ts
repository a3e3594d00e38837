/** What Kubernetes needs to know of a service to run it: everything a manifest says, and nothing a manifest decides by itself. */

export interface KubernetesWorkload {
  /** Deterministic and unique in its namespace; a DNS label. */
  readonly name: string;
  readonly namespace: string;
  readonly organization: string;
  readonly project: string;
  readonly service: string;
  /** The deployment this is: changing it makes new pods. */
  readonly revision: string;
  /** Counted up by a restart without a new revision. */
  readonly generation: number;
  /** With digest, so that the same manifest is the same program. */
  readonly image: string;
  /** null: the image's own. Words, never a shell text. */
  readonly command: readonly string[] | null;
  readonly environment: Readonly<Record<string, string>>;
  /** A Secret of the namespace whose keys become variables; `hash` of its contents makes pods restart when it changes. */
  readonly secret: { readonly name: string; readonly hash: string } | null;
  /** Variables that the External Secrets Operator fetches; null: none. */
  readonly external: ExternalVariables | null;
  /** Secret of type kubernetes.io/dockerconfigjson. */
  readonly registrySecret: string | null;
  readonly resources: Resources;
  readonly stopTimeoutSeconds: number;
  /** Folders the program may write to, beside /tmp: the root file system is read-only. */
  readonly writablePaths: readonly string[];
  readonly run: WebRun | WorkerRun | StatefulRun | CronRun | JobRun;
}

export interface ExternalVariables {
  /** Of the ExternalSecret and of the Secret it makes; another one for other variables. */
  readonly name: string;
  readonly store: { readonly name: string; readonly kind: 'SecretStore' | 'ClusterSecretStore' };
  /** Where each variable's value is in the store. */
  readonly variables: Readonly<Record<string, { readonly key: string; readonly property: string; readonly version: string }>>;
}

export interface Resources {
  readonly cpuMillicores: { readonly request: number; readonly limit: number };
  readonly memoryMegabytes: { readonly request: number; readonly limit: number };
}

/** Either a fixed number or what the autoscaler may choose; targets are of the request, null: it does not count. */
export type Scale =
  | { readonly kind: 'fixed'; readonly replicas: number }
  | {
      readonly kind: 'automatic';
      readonly least: number;
      readonly most: number;
      readonly cpuPercent: number | null;
      readonly memoryPercent: number | null;
    };

export interface WebRun {
  readonly kind: 'web';
  readonly scale: Scale;
  readonly port: number;
  /** null: the port accepting connections is enough. */
  readonly healthPath: string | null;
  readonly healthTimeoutSeconds: number;
  readonly hostnames: readonly string[];
  /** Served as those are, each with a certificate of its own. */
  readonly domains: readonly string[];
  /** How requests come in from outside. */
  readonly entry: Entry;
}

export type Entry =
  /** `issuer`: a cert-manager ClusterIssuer; null without TLS. */
  | { readonly kind: 'ingress'; readonly className: string; readonly issuer: string | null }
  | { readonly kind: 'gateway'; readonly name: string; readonly namespace: string };

export interface WorkerRun {
  readonly kind: 'worker';
  readonly scale: Scale;
}

export interface StatefulRun {
  readonly kind: 'stateful';
  /** 0 stops it; what it wrote stays. */
  readonly replicas: 0 | 1;
  readonly port: number;
  readonly healthTimeoutSeconds: number;
  readonly storage: {
    readonly path: string;
    readonly sizeGigabytes: number;
    /** null: the cluster's default. */
    readonly storageClass: string | null;
    /** Of its claim: what whoever syncs it has to know. */
    readonly annotations: Readonly<Record<string, string>>;
  };
}

export interface CronRun {
  readonly kind: 'cron';
  /** Five fields. */
  readonly schedule: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly concurrency: 'Allow' | 'Forbid' | 'Replace';
  readonly timeoutSeconds: number;
  readonly suspended: boolean;
}

export interface JobRun {
  readonly kind: 'job';
  readonly timeoutSeconds: number;
  readonly retries: number;
}
