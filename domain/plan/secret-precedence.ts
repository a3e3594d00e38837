/** Of the secrets of one key that a service in an environment could read, the one it does read. The database decides alike. */

export type SecretScope = 'organization' | 'project' | 'environment' | 'service';

export interface ScopedSecret {
  readonly id: string;
  readonly scope: SecretScope;
  readonly targetId: string;
}

export interface SecretPlace {
  readonly organizationId: string;
  readonly projectId: string;
  readonly environmentId: string;
  readonly serviceId: string;
}

export function secretThatCounts(place: SecretPlace, secrets: readonly ScopedSecret[]): ScopedSecret | null {
  for (const scope of NARROWEST_FIRST) {
    const found = secrets.find((s) => s.scope === scope && s.targetId === place[`${scope}Id`]);
    if (found) return found;
  }
  return null;
}

const NARROWEST_FIRST: readonly SecretScope[] = ['service', 'environment', 'project', 'organization'];
