/** The manifests as values of the chart `northstack-workload` (deploy/charts), which renders them as they are. */
import type { ManifestSource } from './manifest-source.ts';

export interface ChartSourceOptions {
  /** Address of a Helm repository, or of an OCI registry without its scheme. */
  readonly repository: string;
  readonly version: string;
  readonly credential: { readonly username: string; readonly password: string } | null;
}

const CHART = 'northstack-workload';

export const openChartSource = ({ repository, version, credential }: ChartSourceOptions): ManifestSource => ({
  repository,
  // An address without a scheme is one of an OCI registry.
  registration: { repo: repository, type: 'helm', name: CHART, enableOCI: !/^https?:/.test(repository), ...credential },
  put: async (key, manifests) => ({
    repoURL: repository,
    chart: CHART,
    targetRevision: version,
    helm: { releaseName: key, valuesObject: { manifests } },
  }),
  remove: async () => {},
  [Symbol.asyncDispose]: async () => {},
});
