/**
 * An image registry (OCI distribution specification 1.1: pull of manifests) that asks for bearer tokens as Docker Hub and GHCR do: 401 with
 * a challenge, a token for one scope from its token service, which takes a name and a password or, for public images, nobody's.
 */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type Answer, createFaults, type Faults } from '../faults.ts';

export interface RegistryEmulator extends AsyncDisposable {
  /** As it stands in image references: `127.0.0.1:4321`. */
  readonly host: string;
  readonly url: string;
  readonly faults: Faults;
  readonly requests: readonly ReceivedRequest[];
  /** Makes an image of these contents under its tags. @returns its digest */
  push(name: string, tags: readonly string[], contents: string): string;
  /** An index over images for several platforms. @returns its digest, which is none of theirs */
  pushIndex(name: string, tags: readonly string[], digests: readonly string[], mediaType?: IndexType): string;
  /** Every name with its tags. */
  readonly images: ReadonlyMap<string, ReadonlyMap<string, string>>;
  remove(name: string): void;
}

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

export interface RegistryOptions {
  readonly port?: number;
  /** PEM; without it plain HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Names and passwords; an empty map: everything is public. */
  readonly users?: ReadonlyMap<string, string>;
  /** Names that anybody may read although there are users. */
  readonly publicNames?: ReadonlySet<string>;
  /** How it asks. Default `bearer`. */
  readonly challenge?: 'bearer' | 'basic';
  /** As a pull-through cache, it has every image of other registries (`?ns=`) under every tag. */
  readonly mirrors?: boolean;
  /** Answers without `Docker-Content-Digest`, as some proxies do. */
  readonly withoutDigestHeader?: boolean;
  /** Where manifests really are, by the path they are asked for: answered with 307. */
  readonly redirect?: (path: string) => string | null;
}

type IndexType = 'application/vnd.oci.image.index.v1+json' | 'application/vnd.docker.distribution.manifest.list.v2+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

export async function openRegistryEmulator(options: RegistryOptions = {}): Promise<RegistryEmulator> {
  const { port = 0, tls, users = new Map<string, string>(), publicNames = new Set<string>(), challenge = 'bearer' } = options;
  const faults = createFaults();
  const requests: ReceivedRequest[] = [];
  const tokens = new Map<string, string>();
  const images = new Map<string, Map<string, string>>();
  const manifests = new Map<string, { readonly type: string; readonly text: string }>();

  const isOpen = (name: string) => users.size === 0 || publicNames.has(name);
  const knows = (header: string | undefined): boolean => {
    const [name = '', ...rest] = Buffer.from(/^Basic (.+)$/.exec(header ?? '')?.[1] ?? '', 'base64')
      .toString()
      .split(':');
    return users.get(name) === rest.join(':');
  };
  const error = (status: number, code: string, message: string, headers = {}): Answer => ({
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ errors: [{ code, message }] }),
  });

  function issue(url: URL, authorization: string | undefined): Answer {
    const scope = url.searchParams.get('scope') ?? '';
    const name = /^repository:(.+):pull$/.exec(scope)?.[1] ?? '';
    if (authorization !== undefined && !knows(authorization)) return error(401, 'UNAUTHORIZED', 'incorrect username or password');
    // Whoever may not is told so when the token is used, as the token service of the specification does.
    const token = randomBytes(24).toString('base64url');
    if (authorization !== undefined || isOpen(name)) tokens.set(token, scope);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token, expires_in: 300 }) };
  }

  function push(name: string, tags: readonly string[], contents: string): string {
    const config = `sha256:${createHash('sha256').update(contents).digest('hex')}`;
    const type = 'application/vnd.oci.image.config.v1+json';
    return store(name, tags, MANIFEST, { config: { mediaType: type, digest: config, size: contents.length }, layers: [] });
  }

  function answer(request: IncomingMessage): Answer {
    const url = new URL(request.url ?? '/', 'http://registry');
    const { authorization } = request.headers;
    if (url.pathname === '/token') return issue(url, authorization);
    if (url.pathname === '/v2/') return { status: 200, body: '{}' };
    const [, name, reference] = /^\/v2\/(.+)\/manifests\/([^/]+)$/.exec(url.pathname) ?? [];
    if (name === undefined || reference === undefined) return error(404, 'UNSUPPORTED', 'not emulated');
    const allowed =
      isOpen(name) ||
      (challenge === 'basic'
        ? knows(authorization)
        : tokens.get(/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '') === `repository:${name}:pull`);
    // Docker Hub's anonymous pulls take a token as well.
    if (!allowed || (challenge === 'bearer' && authorization === undefined)) {
      const ask =
        challenge === 'basic'
          ? 'Basic realm="registry"'
          : `Bearer realm="${address}/token",service="registry.example",scope="repository:${name}:pull"`;
      return error(401, 'UNAUTHORIZED', 'authentication required', { 'www-authenticate': ask });
    }
    const ns = url.searchParams.get('ns');
    const digest = reference.startsWith('sha256:')
      ? reference
      : ns === null
        ? images.get(name)?.get(reference)
        : options.mirrors
          ? push(`${ns}/${name}`, [reference], `${ns}/${name}:${reference}`)
          : undefined;
    const manifest = digest === undefined ? undefined : manifests.get(digest);
    if (digest === undefined || manifest === undefined) return error(404, 'MANIFEST_UNKNOWN', 'manifest unknown');
    // As the reference implementation does: what somebody does not say he understands is not there for him.
    if (!(request.headers.accept ?? '').includes(manifest.type))
      return error(404, 'MANIFEST_UNKNOWN', `found ${manifest.type}, but the accept header does not support it`);
    const location = options.redirect?.(url.pathname) ?? null;
    if (location !== null) return { status: 307, headers: { location }, body: '' };
    const digestHeader: Readonly<Record<string, string>> = options.withoutDigestHeader ? {} : { 'docker-content-digest': digest };
    return {
      status: 200,
      headers: { 'content-type': manifest.type, ...digestHeader },
      body: request.method === 'HEAD' ? '' : manifest.text,
    };
  }

  function store(name: string, tags: readonly string[], type: string, fields: object): string {
    const text = JSON.stringify({ schemaVersion: 2, mediaType: type, ...fields });
    const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    manifests.set(digest, { type, text });
    const known = images.get(name) ?? new Map<string, string>();
    for (const tag of tags) known.set(tag, digest);
    images.set(name, known);
    return digest;
  }

  const onRequest = (request: IncomingMessage, response: Parameters<Faults['serve']>[1]): void => {
    requests.push({ method: request.method ?? '', path: request.url ?? '', authorization: request.headers.authorization });
    request.resume();
    void faults.serve(request, response, async () => answer(request));
  };
  const server = tls
    ? createHttps({ ...tls, keepAliveTimeout: 120_000 }, onRequest)
    : createHttp({ keepAliveTimeout: 120_000 }, onRequest);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const host = `${tls ? 'localhost' : '127.0.0.1'}:${typeof bound === 'object' ? bound?.port : ''}`;
  const address = `${tls ? 'https' : 'http'}://${host}`;
  return {
    host,
    url: address,
    faults,
    requests,
    images,
    push,
    pushIndex: (name, tags, digests, mediaType = 'application/vnd.oci.image.index.v1+json') =>
      store(name, tags, mediaType, { manifests: digests.map((digest) => ({ mediaType: MANIFEST, digest, size: 1 })) }),
    remove: (name) => void images.delete(name),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
