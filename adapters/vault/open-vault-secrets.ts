/**
 * Secrets in a KV version 2 engine of Vault or OpenBao. Each version of a secret of ours is a path of its own that ends with its address: a
 * reference opens nothing else, writes are check-and-set and so repeatable, and destroying one version never meets another that is written
 * meanwhile. What is put again at the same address is a further version in Vault.
 *
 * A reference is `vault1.<version in Vault>.<path below the mount, base64url>`.
 * Source: developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SecretAddress, SecretReference, SecretStore } from '../../domain/ports/secret-store.ts';
import { Fault } from '../../kit/fault.ts';
import { type EndpointAnswer, kindOfStatus } from '../http/open-endpoint.ts';
import { openVaultSession, saysOf, strange, type VaultOptions } from './session.ts';

export interface VaultSecretsOptions extends VaultOptions {
  /** Where the KV engine is mounted. */
  readonly mount: string;
  /** What our paths begin with there. */
  readonly prefix: string;
}

export interface VaultSecrets extends SecretStore, AsyncDisposable {
  /** Whether it is there and lets us in. @throws Fault retry | auth | reject */
  check(): Promise<void>;
}

const VERSION = 'vault1';
const MAX_BYTES = 65_536;
/** More than a few writers of one version there are never. */
const ROUNDS = 5;

export function openVaultSecrets(options: VaultSecretsOptions): VaultSecrets {
  const session = openVaultSession(options);
  const url = (part: 'data' | 'metadata' | 'destroy', path: string): string => `/v1/${options.mount}/${part}/${path}`;

  const read = async (path: string, version: number | null, signal?: AbortSignal): Promise<Kept> => {
    const query = version === null ? '' : `?version=${version}`;
    const answer = await session.call({ method: 'GET', path: `${url('data', path)}${query}`, signal });
    const found = kept.safeParse(answer.json());
    // Deleted or destroyed: 404, with the metadata of what was there.
    if (answer.status === 404 && found.success) return { value: null, version: found.data.data.metadata.version };
    if (answer.status === 404 && isNothing(answer)) return { value: null, version: 0 };
    if (kindOfStatus(answer.status) !== null || !found.success) throw refusal(answer);
    return { value: found.data.data.data?.value ?? null, version: found.data.data.metadata.version };
  };

  /** Null: somebody else wrote there first. */
  const write = async (path: string, data: object, cas: number, signal?: AbortSignal): Promise<number | null> => {
    const answer = await session.call({ method: 'POST', path: url('data', path), json: { data, options: { cas } }, signal });
    if (answer.status === 400 && saysOf(answer).includes('check-and-set')) return null;
    const done = written.safeParse(answer.json());
    if (kindOfStatus(answer.status) !== null || !done.success) throw refusal(answer);
    return done.data.data.version;
  };

  return {
    name: 'vault',
    opens: ['vault'],
    put: async (address, value, signal) => {
      if (Buffer.byteLength(value) > MAX_BYTES)
        throw new Fault('reject', { code: 'secret-too-large', message: 'A secret can have at most 64 KiB.' });
      const path = `${options.prefix}/${placeOf(address)}`;
      let before = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const version = await write(path, { value, key: address.key }, before, signal);
        if (version !== null) return referenceTo(path, version);
        const there = await read(path, null, signal);
        // Ours: its answer was lost, or somebody repeats what was done.
        if (there.value === value) return referenceTo(path, there.version);
        before = there.version;
      }
      throw new Fault('retry', { code: 'vault-busy', message: 'Others write the same secret all the time. Try again.' });
    },
    get: async (address, sealed, signal) => {
      signal?.throwIfAborted();
      const reference = parseReference(sealed);
      // The prefix may have been another one then.
      const ours = reference?.path.endsWith(`/${placeOf(address)}`);
      const { value } = reference && ours ? await read(reference.path, reference.version, signal) : { value: null };
      if (value === null)
        throw new Fault('gone', { code: 'secret-gone', message: 'The value of this secret is no longer there. Set it again.' });
      return value;
    },
    destroy: async (sealed, signal) => {
      signal?.throwIfAborted();
      const reference = parseReference(sealed);
      if (reference === null) return;
      const { path, version } = reference;
      const known = await session.call({ method: 'GET', path: url('metadata', path), signal });
      if (known.status === 404 && isNothing(known)) return;
      const found = described.safeParse(known.json());
      if (kindOfStatus(known.status) !== null || !found.success) throw refusal(known);
      // Something that was put there later stays.
      const later = found.data.data.current_version > version;
      const versions = Array.from({ length: version }, (_, i) => i + 1);
      const answer = later
        ? await session.call({ method: 'POST', path: url('destroy', path), json: { versions }, signal })
        : await session.call({ method: 'DELETE', path: url('metadata', path), signal });
      if (kindOfStatus(answer.status) !== null && answer.status !== 404) throw refusal(answer);
    },
    locate: (sealed) => {
      const reference = parseReference(sealed);
      return reference && { key: reference.path, property: 'value', version: String(reference.version) };
    },
    currentPrefix: async () => `${VERSION}.`,
    rewrap: async (_address, sealed) => ({ sealed, keyId: null }),
    check: session.check,
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

interface Kept {
  /** null: nothing, or no longer. */
  readonly value: string | null;
  /** The newest there has been, or the one that was asked for. */
  readonly version: number;
}

const kept = z.object({
  data: z.object({ data: z.object({ value: z.string() }).nullable(), metadata: z.object({ version: z.int().min(1) }) }),
});
const described = z.object({ data: z.object({ current_version: z.int().min(0) }) });
const written = z.object({ data: z.object({ version: z.int().min(1) }) });

/** Nothing is there, which is not the same as no engine there. */
const isNothing = (answer: EndpointAnswer): boolean =>
  z.object({ errors: z.array(z.string()).length(0) }).safeParse(answer.json()).success;

const refusal = (answer: EndpointAnswer): Fault =>
  answer.status === 404
    ? new Fault('reject', {
        code: 'vault-mount-missing',
        message: `Vault has no KV engine at the mount NorthStack is told to use. ${saysOf(answer)} Check NORTHSTACK_VAULT_MOUNT.`,
      })
    : strange(answer);

const referenceTo = (path: string, version: number): SecretReference => ({
  sealed: `${VERSION}.${version}.${Buffer.from(path).toString('base64url')}`,
  keyId: null,
});

/** Null: no reference of ours. */
function parseReference(sealed: string): { readonly path: string; readonly version: number } | null {
  const [format, version = '', path = '', ...rest] = sealed.split('.');
  if (format !== VERSION || !/^[1-9]\d{0,3}$/.test(version) || rest.length > 0) return null;
  const text = Buffer.from(path, 'base64url').toString('utf8');
  return /^[A-Za-z0-9_~-]+(\/[A-Za-z0-9_~-]+)+$/.test(text) ? { path: text, version: Number(version) } : null;
}

/** The end of its path. */
const placeOf = ({ organizationId, scope, targetId, key, versionId }: SecretAddress): string =>
  [organizationId, scope, targetId, key, versionId].map(segment).join('/');

/** Names that could mean something in a path are replaced by their hash; the value beside says what it is. */
const segment = (name: string): string =>
  /^[A-Za-z0-9_-]{1,128}$/.test(name) ? name : `~${createHash('sha256').update(name).digest('hex')}`;
