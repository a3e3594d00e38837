/** A container image: registry, name, tag, digest (the distribution specification's grammar in outline). */
import { z } from 'zod';

export const imageReference = z
  .string()
  .max(512)
  .regex(/^[a-z0-9][^\x00-\x20\x7f]*$/u, { message: 'Give an image reference such as registry.example.com/team/app:1.2.3.' });

export interface ImageName {
  /** With its port, when it has one: `ghcr.io`, `registry.example.com:5000`; `docker.io` when none is named. */
  readonly registry: string;
  /** `library/nginx` for Docker Hub's own. */
  readonly repository: string;
  /** null: only a digest is given. `latest` when neither is. */
  readonly tag: string | null;
  readonly digest: string | null;
}

const repositoryName = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const registryName =
  /^(?:localhost|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+|[a-z0-9-]+(?=:))(?::\d{1,5})?$/i;

/** null when it is none. The first part is a registry when it has a dot or a port, or is `localhost`. */
export function parseImageName(text: string): ImageName | null {
  const [name = '', digest = null] = text.split('@', 2);
  if (digest !== null && !/^sha256:[0-9a-f]{64}$/.test(digest)) return null;
  const colon = name.lastIndexOf(':');
  const tagged = colon > name.lastIndexOf('/');
  const tag = tagged ? name.slice(colon + 1) : null;
  if (tag !== null && !/^\w[\w.-]{0,127}$/.test(tag)) return null;
  const parts = (tagged ? name.slice(0, colon) : name).split('/');
  const [first = '', ...rest] = parts;
  const named = rest.length > 0 && registryName.test(first);
  const registry = named ? first.toLowerCase() : 'docker.io';
  const path = (named ? rest : parts).join('/');
  if (path.length > 255 || !repositoryName.test(path)) return null;
  const repository = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  return { registry, repository, tag: tag ?? (digest === null ? 'latest' : null), digest };
}
