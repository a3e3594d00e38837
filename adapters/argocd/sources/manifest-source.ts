/**
 * Where Argo CD finds the manifests of a workload. It takes none by its API, only sources it renders itself, so there are two ways:
 *
 * - a chart (`chart-source.ts`): the manifests are the values of a chart that renders what it is given, so they stand in the Application itself.
 *   Nothing else has to be there, history and rollback are Argo CD's.
 * - git (`git-source.ts`): they are committed to a repository, and the Application is pinned to the commit. Whoever reads the repository
 *   sees what ran when; going back is a commit as well.
 *
 * In both, NorthStack's rows stay the truth: neither way is looked at for what should run. Values of secrets stand in neither; they are in Secrets
 * that the adapter writes to the cluster.
 */
import type { Manifest } from '../../kubernetes/manifests/manifest.ts';

export interface ManifestSource extends AsyncDisposable {
  /** What Argo CD must be allowed to read. */
  readonly repository: string;
  /** How Argo CD gets there, in its words: `POST /repositories`. */
  readonly registration: object;
  /** Resolves when the manifests can be had there; the same again changes nothing. @throws Fault retry | auth */
  put(key: string, manifests: readonly Manifest[], about: string, signal?: AbortSignal): Promise<object>;
  /** Removing the absent succeeds. */
  remove(key: string, signal?: AbortSignal): Promise<void>;
}
