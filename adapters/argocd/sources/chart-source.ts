/** The manifests as values of the chart `northstack-workload` (deploy/charts), which renders them as they are. */
import type { ManifestSource } from './manifest-source.ts';

export interface ChartSourceOptions {
  /** Address of a Helm repository, or of an OCI registry without its scheme. */
  readonly repository: string;
  readonly version: string;
}

export const CHART = 'northstack-workload';

export const openChartSource = ({ repository, version }: ChartSourceOptions): ManifestSource => ({
  repository,
  put: async (key, manifests) => ({
    repoURL: repository,
    chart: CHART,
    targetRevision: version,
    helm: { releaseName: key, valuesObject: { manifests } },
  }),
  remove: async () => {},
  [Symbol.asyncDispose]: async () => {},
});
