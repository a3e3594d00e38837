/**
 * Which image a name means, asked of its registry (OCI distribution specification 1.1): HEAD of the manifest, `Docker-Content-Digest`.
 * A registry that asks for a bearer token names who gives it (distribution's token specification); others ask for name and password.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ImageRegistry, RegistryCredential } from '../../domain/ports/image-registry.ts';
import { type ImageName, parseImageName } from '../../domain/values/image-reference.ts';
import { Fault } from '../../kit/fault.ts';
import type { AddressPolicy } from '../http/address-policy.ts';
import { type Endpoint, type EndpointAnswer, kindOfStatus, openEndpoint } from '../http/open-endpoint.ts';

export interface RegistryOptions {
  /** What of the installation's own network users' images may lead to. */
  readonly allowed: AddressPolicy;
  /** Registries that the operator named, by host as it stands in references: reached wherever they are. */
  readonly own?: ReadonlyMap<string, OwnRegistry>;
  /** One of these: asked about images of every registry that is not among them, as containerd asks a mirror (`?ns=`). Users' credentials do not go there. */
  readonly mirror?: string | null;
  /** For one request. Default 10 s. */
  readonly timeoutMs?: number;
}

export interface OwnRegistry {
  /** PEM; null: the system's authorities. */
  readonly ca: string | null;
  /** Speaks plain HTTP. */
  readonly insecure: boolean;
  readonly credential: RegistryCredential | null;
}

const ACCEPT = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MAX_REDIRECTS = 3;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const manifest = z.object({ schemaVersion: z.literal(2) });
const token = z.union([
  z.object({ token: z.string().min(1) }).transform((t) => t.token),
  z.object({ access_token: z.string().min(1) }).transform((t) => t.access_token),
]);

export function openRegistry(options: RegistryOptions): ImageRegistry {
  const { allowed, own = new Map<string, OwnRegistry>(), mirror = null, timeoutMs = 10_000 } = options;
  /** The registry that is asked about an image. */
  const askedAbout = ({ registry }: ImageName): string => (own.has(registry) ? registry : (mirror ?? registry));
  const endpointAt = (url: string, named: OwnRegistry | undefined) =>
    openEndpoint({
      name: 'The registry',
      code: 'registry',
      url,
      ca: named?.ca ?? null,
      timeoutMs,
      connections: 1,
      ...(named === undefined ? { allowed } : {}),
    });

  /** A token for reading this one image; null: whoever gives them gives none. */
  async function tokenFor(
    { realm, service, scope }: Extract<Challenge, { kind: 'bearer' }>,
    image: ImageName,
    credential: RegistryCredential | null,
    signal: AbortSignal | undefined,
  ): Promise<string | null> {
    const url = URL.canParse(realm) ? new URL(realm) : null;
    const registry = own.get(askedAbout(image));
    // A password goes over TLS, except to a registry whose operator does without.
    if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && registry?.insecure))) return null;
    const query = new URLSearchParams(url.search);
    if (service !== null) query.set('service', service);
    query.set('scope', scope ?? `repository:${image.repository}:pull`);
    await using endpoint = endpointAt(url.origin, own.get(url.host));
    const headers: Readonly<Record<string, string>> = credential === null ? {} : { authorization: basic(credential) };
    const answer = await endpoint.send({ method: 'GET', path: `${url.pathname}?${query}`, headers, signal });
    const kind = kindOfStatus(answer.status);
    if (kind === 'auth') return null;
    const parsed = token.safeParse(answer.json());
    if (kind === null && parsed.success) return parsed.data;
    // A proxy's page is no refusal.
    throw failed(image, kind === null ? { ...answer, status: 502 } : answer);
  }

  /** `isOwn`: the registry itself said so, not whom it sent us to. */
  async function send(
    home: Endpoint,
    method: 'HEAD' | 'GET',
    from: URL,
    authorization: string | null,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly answer: EndpointAnswer; readonly isOwn: boolean }> {
    for (let hops = 0, at = from; ; hops += 1) {
      const isOwn = at.origin === from.origin;
      await using other = isOwn ? null : endpointAt(at.origin, own.get(at.host));
      // Nobody else gets what signs us in.
      const headers = { accept: ACCEPT, ...(authorization === null || !isOwn ? {} : { authorization }) };
      const answer = await (other ?? home).send({ method, path: `${at.pathname}${at.search}`, headers, signal });
      const { location } = answer.headers;
      if (!REDIRECTS.has(answer.status) || location === undefined || !URL.canParse(location, at.href)) return { answer, isOwn };
      const next = new URL(location, at.href);
      const isSafe = next.protocol === 'https:' || (next.protocol === 'http:' && own.get(next.host)?.insecure === true);
      if (!isSafe || hops >= MAX_REDIRECTS) return { answer, isOwn };
      at = next;
    }
  }

  async function lookUp(
    image: ImageName,
    credential: RegistryCredential | null,
    signal: AbortSignal | undefined,
  ): Promise<EndpointAnswer> {
    const asked = askedAbout(image);
    const isMirror = asked !== image.registry;
    const host = `${own.get(asked)?.insecure ? 'http' : 'https'}://${isMirror ? asked : hostOf(image)}`;
    const ns = isMirror ? `?ns=${encodeURIComponent(image.registry)}` : '';
    const address = new URL(`${host}/v2/${image.repository}/manifests/${image.tag ?? ''}${ns}`);
    await using home = endpointAt(address.origin, own.get(asked));
    const ask = async (authorization: string | null) => {
      const head = await send(home, 'HEAD', address, authorization, signal);
      const { status, headers } = head.answer;
      // Some proxies know no HEAD, or leave the digest away.
      const enough = status !== 405 && (status !== 200 || DIGEST.test(headers['docker-content-digest'] ?? ''));
      return enough ? head : await send(home, 'GET', address, authorization, signal);
    };
    const { answer: first, isOwn } = await ask(null);
    if (first.status !== 401 || !isOwn) return first;
    const challenge = challengeOf(first.headers['www-authenticate'] ?? '');
    if (challenge.kind === 'none') return first;
    if (challenge.kind === 'basic') return credential === null ? first : (await ask(basic(credential))).answer;
    const given = await tokenFor(challenge, image, credential, signal);
    return given === null ? first : (await ask(`Bearer ${given}`)).answer;
  }

  return {
    ownCredential: (text) => own.get(parseImageName(text)?.registry ?? '')?.credential ?? null,
    digestOf: async (text, credential, signal) => {
      signal?.throwIfAborted();
      const image = parseImageName(text);
      if (image === null)
        throw new Fault('reject', {
          code: 'image-invalid',
          message: `«${text.slice(0, 200)}» names no image. Write registry/name:tag.`,
        });
      if (image.digest !== null) return image.digest;
      const asked = askedAbout(image);
      const known = (asked === image.registry ? credential : null) ?? own.get(asked)?.credential ?? null;
      const answer = await lookUp(image, known, signal);
      if (answer.status !== 200) throw failed(image, answer, known);
      const said = answer.headers['docker-content-digest'] ?? '';
      if (DIGEST.test(said)) return said;
      if (!manifest.safeParse(answer.json()).success) throw failed(image, { ...answer, status: 502 });
      return `sha256:${createHash('sha256').update(answer.text).digest('hex')}`;
    },
  };
}

type Challenge =
  | { readonly kind: 'bearer'; readonly realm: string; readonly service: string | null; readonly scope: string | null }
  | { readonly kind: 'basic' }
  | { readonly kind: 'none' };

/** Of several the one with tokens. A scope that is wider than reading one image is not asked for. */
function challengeOf(header: string): Challenge {
  const bearer = /(?:^|,)\s*bearer\s+(.*)$/i.exec(header)?.[1];
  if (bearer === undefined) return /(?:^|,)\s*basic\b/i.test(header) ? { kind: 'basic' } : { kind: 'none' };
  const value = (name: string): string | null => new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(bearer)?.[1] ?? null;
  const scope = value('scope');
  return {
    kind: 'bearer',
    realm: value('realm') ?? '',
    service: value('service'),
    scope: scope !== null && /^repository:[^\s,]+:pull$/.test(scope) ? scope : null,
  };
}

/** Docker Hub's API is elsewhere. */
const hostOf = ({ registry }: ImageName): string => (registry === 'docker.io' ? 'registry-1.docker.io' : registry);

const basic = ({ username, password }: RegistryCredential): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

function failed(
  { registry, repository, tag }: ImageName,
  answer: EndpointAnswer,
  credential: RegistryCredential | null = null,
): Fault {
  const image = `${repository}:${tag}`;
  const detail = `${registry} answered ${answer.status}`;
  const kind = kindOfStatus(answer.status) ?? 'retry';
  if (kind === 'gone')
    return new Fault('gone', { code: 'image-not-found', message: `${registry} has no image ${image}.`, detail });
  if (kind === 'auth') {
    const message =
      credential === null
        ? `${registry} gives ${image} to nobody without a credential, or has no such image. Set one with setRegistryCredential.`
        : `${registry} does not give ${image} to the credential that is set for it.`;
    return new Fault('auth', { code: 'registry-refused', message, detail });
  }
  const message = `${registry} did not say which image ${image} is (status ${answer.status}).`;
  const retryAfterMs = answer.retryAfterMs === null ? {} : { retryAfterMs: answer.retryAfterMs };
  return new Fault(kind === 'retry' ? 'retry' : 'reject', { code: 'registry-failed', message, detail, ...retryAfterMs });
}
