/** Names that are ours in Coolify: the same build always has the same, so that it is found again by whoever looks. Pure. */
import { z } from 'zod';

const PREFIX = 'northstack-build-';

export const applicationName = (buildId: string): string => `${PREFIX}${buildId}`;

/** null: it is not ours. */
export const buildIdOf = (name: string | null | undefined): string | null =>
  name?.startsWith(PREFIX) ? name.slice(PREFIX.length) || null : null;

/** The tag that only this build pushes: another build of the same commit pushes the commit's tag as well. */
export const imageTag = (buildId: string): string => `build-${buildId}`;

/** `acme/shop/web` becomes `<prefix>/acme__shop__web`: one level, as registries with flat names have it; slugs hold no underscore. */
export const imageName = (prefix: string, service: string): string => `${prefix}/${service.replaceAll('/', '__')}`;

/** What has to be known of a build after a restart, kept with the application. */
export interface BuildNote {
  readonly timeoutMs: number;
}

const note = z.object({ timeoutMs: z.number().int().positive() });

export const writeNote = ({ timeoutMs }: BuildNote): string =>
  `Made by NorthStack for one build and removed after it. ${JSON.stringify({ timeoutMs })}`;

/** null: somebody wrote over it. */
export function readNote(description: string | null | undefined): BuildNote | null {
  const json = /\{.*\}/.exec(description ?? '')?.[0];
  try {
    return note.parse(JSON.parse(json ?? ''));
  } catch {
    return null;
  }
}
