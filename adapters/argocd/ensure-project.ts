/** The AppProject of a project: it may deploy to the namespaces of its own environments, from our source, and nothing that is above a namespace. */
import { Fault } from '../../kit/fault.ts';
import type { ArgocdApi, WantedProject } from './argocd-api.ts';
import { labels, ownLabels } from './names.ts';
import type { Project } from './replies.ts';

export interface Destination {
  readonly server: string;
  readonly namespace: string;
}

export interface ProjectOf {
  readonly name: string;
  readonly projectId: string;
  readonly about: string;
  readonly repository: string;
  readonly installation: string | undefined;
}

const TRIES = 5;

/** Adds the destination when it is missing; those that are there stay. @throws Fault */
export async function ensureProject(
  api: ArgocdApi,
  of: ProjectOf,
  destination: Destination,
  signal?: AbortSignal,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const found = await api.project(of.name, signal);
    const destinations = destinationsOf(found);
    const has = destinations.some((d) => d.server === destination.server && d.namespace === destination.namespace);
    if (found !== null && has && found.spec.sourceRepos?.includes(of.repository)) return;
    const wanted = projectOf(of, has ? destinations : [...destinations, destination], found?.metadata.resourceVersion ?? null);
    try {
      if (found === null) await api.createProject(wanted, signal);
      else await api.updateProject(wanted, signal);
      return;
    } catch (error) {
      // Somebody added another destination meanwhile.
      if (!(error instanceof Fault) || error.kind !== 'conflict' || tries >= TRIES) throw error;
    }
  }
}

/** No project may deploy to this server any more. What a project's applications still use stays. */
export async function dropDestinations(
  api: ArgocdApi,
  server: string,
  isOurs: (project: Project) => boolean,
  signal?: AbortSignal,
): Promise<void> {
  for (const project of await api.projects(signal))
    if (isOurs(project)) await dropFrom(api, project.metadata.name, server, signal);
}

async function dropFrom(api: ArgocdApi, name: string, server: string, signal?: AbortSignal): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const found = await api.project(name, signal);
    if (!found?.spec.destinations?.some((d) => d.server === server)) return;
    const { description, sourceRepos } = found.spec;
    const left = destinationsOf(found).filter((d) => d.server !== server);
    const metadata = {
      name,
      labels: found.metadata.labels ?? {},
      ...(found.metadata.resourceVersion ? { resourceVersion: found.metadata.resourceVersion } : {}),
    };
    try {
      return await api.updateProject({ metadata, spec: specOf(description ?? '', sourceRepos ?? [], left) }, signal);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // Gone meanwhile, or in use.
      if (error.kind === 'gone' || error.kind === 'reject') return;
      if (error.kind !== 'conflict' || tries >= TRIES) throw error;
    }
  }
}

const destinationsOf = (found: Project | null): readonly Destination[] =>
  (found?.spec.destinations ?? []).flatMap(({ server, namespace }) => (server && namespace ? [{ server, namespace }] : []));

const projectOf = (of: ProjectOf, destinations: readonly Destination[], resourceVersion: string | null): WantedProject => ({
  metadata: {
    name: of.name,
    labels: { ...ownLabels(of.installation), [labels.project]: of.projectId },
    ...(resourceVersion === null ? {} : { resourceVersion }),
  },
  spec: specOf(`NorthStack: ${of.about}`, [of.repository], destinations),
});

const specOf = (description: string, sourceRepos: readonly string[], destinations: readonly Destination[]) => ({
  description,
  sourceRepos,
  destinations,
  clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
  namespaceResourceWhitelist: [{ group: '*', kind: '*' }],
});
