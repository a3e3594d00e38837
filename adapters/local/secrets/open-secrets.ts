/**
 * Secrets by envelope encryption (AES-256-GCM): each version has a data key of its own, wrapped by a key-encryption key that is not in
 * the database. The reference holds everything but that key, so destroying a version is forgetting its reference.
 *
 * A reference is `ns1.<key id>.<wrapped data key>.<encrypted value>`, the last two base64url of nonce (12 bytes), tag (16) and text. Both
 * are bound to the address; the wrapped key also to the key id.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretAddress, SecretReference, SecretStore } from '../../../domain/ports/secret-store.ts';
import { Fault } from '../../../kit/fault.ts';
import { type KeyRing, parseKeyRing } from './key-ring.ts';

export interface LocalSecretsOptions {
  /** The key-encryption keys as text, the current one first (see `key-ring.ts`); asked again when a key is not known yet. */
  readonly readKeys: () => Promise<string>;
}

const VERSION = 'ns1';
const MAX_BYTES = 65_536;

export function openLocalSecrets({ readKeys }: LocalSecretsOptions): SecretStore {
  let known: KeyRing | null = null;
  const reload = async (): Promise<KeyRing> => {
    known = parseKeyRing(await readKeys());
    return known;
  };
  const keyOf = async (id: string): Promise<Uint8Array> => {
    const key = known?.keys.get(id) ?? (await reload()).keys.get(id);
    if (key) return key;
    throw new Fault('reject', {
      code: 'secret-key-lost',
      message: `The key-encryption key ${id} is missing. Restore the key file, or set the secret again.`,
    });
  };
  const dataKeyOf = async (address: SecretAddress, { keyId, wrapped }: Parts): Promise<Buffer> =>
    open(await keyOf(keyId), contextOf(address, keyId), wrapped);
  const wrap = (address: SecretAddress, { current, keys }: KeyRing, dataKey: Uint8Array, text: string): SecretReference => {
    const key = keys.get(current);
    if (!key) throw new Error('a key ring has its current key');
    const wrapped = seal(key, contextOf(address, current), dataKey);
    return { sealed: [VERSION, current, wrapped, text].join('.'), keyId: current };
  };
  return {
    name: 'local',
    opens: ['local'],
    put: async (address, value, signal) => {
      signal?.throwIfAborted();
      const bytes = Buffer.from(value, 'utf8');
      if (bytes.length > MAX_BYTES)
        throw new Fault('reject', { code: 'secret-too-large', message: 'A secret can have at most 64 KiB.' });
      const dataKey = randomBytes(32);
      return wrap(address, known ?? (await reload()), dataKey, seal(dataKey, contextOf(address, 'value'), bytes));
    },
    get: async (address, sealed, signal) => {
      signal?.throwIfAborted();
      const parts = partsOf(sealed);
      return open(await dataKeyOf(address, parts), contextOf(address, 'value'), parts.text).toString('utf8');
    },
    destroy: async (_sealed, signal) => signal?.throwIfAborted(),
    locate: () => null,
    currentPrefix: async (signal) => {
      signal?.throwIfAborted();
      return `${VERSION}.${(await reload()).current}.`;
    },
    rewrap: async (address, sealed, signal) => {
      signal?.throwIfAborted();
      const parts = partsOf(sealed);
      return wrap(address, await reload(), await dataKeyOf(address, parts), parts.text);
    },
  };
}

interface Parts {
  readonly keyId: string;
  readonly wrapped: string;
  readonly text: string;
}

/** @throws Fault gone for what is no reference of ours */
function partsOf(sealed: string): Parts {
  const [version, keyId, wrapped, text, ...rest] = sealed.split('.');
  if (version !== VERSION || !keyId || !wrapped || !text || rest.length > 0)
    throw new Fault('gone', { code: 'secret-gone', message: 'The value of this secret is no longer there. Set it again.' });
  return { keyId, wrapped, text };
}

const contextOf = ({ organizationId, scope, targetId, key, versionId }: SecretAddress, purpose: string): Buffer =>
  Buffer.from(JSON.stringify([VERSION, organizationId, scope, targetId, key, versionId, purpose]));

function seal(key: Uint8Array, context: Buffer, plain: Uint8Array): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context);
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
}

/** @throws Fault reject when it was changed, or belongs to another address */
function open(key: Uint8Array, context: Buffer, sealed: string): Buffer {
  try {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(context);
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  } catch (cause) {
    throw new Fault('reject', {
      code: 'secret-not-authentic',
      message: 'The stored value of this secret was changed or belongs elsewhere. Set it again.',
      cause,
    });
  }
}
