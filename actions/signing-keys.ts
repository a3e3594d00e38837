/**
 * The keys that sign access tokens. Each is derived from the installation's root key and its generation; the table `signing_keys` says
 * which generations there are and when they sign. Whoever verifies fetches the public halves and learns of a new one before it signs.
 */
import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import {
  activationOf,
  type KeyTimes,
  publishedKeys,
  rotationDue,
  type SigningKey,
  signerAt,
} from '../domain/plan/signing-keys.ts';
import { Fault } from '../kit/fault.ts';
import { ACCESS_SECONDS } from './tokens.ts';

export interface SigningKeyRow extends SigningKey {
  readonly keyId: string;
}

export interface NewSigningKey {
  readonly generation: number;
  readonly keyId: string;
  readonly publicJwk: PublicJwk;
  readonly activeAt: number;
}

/** RFC 8037 §2, with RFC 7517's `use`, `alg` and `kid`. */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly use: 'sig';
  readonly alg: 'EdDSA';
  readonly kid: string;
}

export interface SigningKeyStore {
  load(): Promise<readonly SigningKeyRow[]>;
  /** Of two that add the same generation the second one changes nothing. */
  add(key: NewSigningKey): Promise<unknown>;
}

export interface SigningKeys {
  /** @throws Fault retry `no-signing-key` while the table cannot be read for the first time. */
  signer(issuedAtMs: number): Promise<{ readonly keyId: string; readonly key: KeyObject }>;
  /** What `/.well-known/jwks.json` answers, and for how long it is good. */
  published(): Promise<{ readonly keys: readonly PublicJwk[]; readonly maxAgeSeconds: number }>;
  /** The key that would come next, when it signs at once or when everybody knows it. */
  next(atOnce: boolean): Promise<NewSigningKey>;
  /** From now on the table is read again. */
  forget(): void;
}

export interface SigningKeysOptions {
  /** Ed25519, PKCS 8 PEM. */
  readonly rootKey: string;
  readonly store: SigningKeyStore;
  readonly now: () => number;
  /** Default 30 s. */
  readonly maxAgeSeconds?: number;
  /** Default 30 days. */
  readonly rotateAfterMs?: number;
}

export function openSigningKeys(options: SigningKeysOptions): SigningKeys {
  const { store, now, maxAgeSeconds = 30, rotateAfterMs = 30 * 86_400_000 } = options;
  const root = createPrivateKey(options.rootKey);
  const times: KeyTimes = { tokenMs: ACCESS_SECONDS * 1000, maxAgeMs: maxAgeSeconds * 1000, rotateAfterMs };
  const derived = new Map<number, ReturnType<typeof deriveSigningKey>>();
  const derive = (generation: number) => {
    const known = derived.get(generation) ?? deriveSigningKey(root, generation);
    derived.set(generation, known);
    return known;
  };
  let rows: readonly SigningKeyRow[] | null = null;
  let loadedAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> | null = null;

  const load = async (): Promise<void> => {
    const startedAt = now();
    let found = await store.load();
    if (rotationDue(found.filter(isOurs), startedAt, times)) {
      await store.add(newKey(found, startedAt));
      found = await store.load();
    }
    rows = found;
    loadedAt = startedAt;
  };
  // A key of another root cannot be derived: it is as if it were not there.
  const isOurs = (row: SigningKeyRow) => derive(row.generation).publicJwk.kid === row.keyId;
  const newKey = (present: readonly SigningKeyRow[], activeAt: number): NewSigningKey => {
    const generation = Math.max(0, ...present.map((k) => k.generation)) + 1;
    const { publicJwk } = derive(generation);
    const first = present.filter(isOurs).length === 0;
    // Nothing was signed before the first: it may begin earlier, so that no clock that is a little behind finds none.
    return {
      generation,
      keyId: publicJwk.kid,
      publicJwk,
      activeAt: first ? activeAt - 86_400_000 : activation(present, activeAt),
    };
  };
  const activation = (present: readonly SigningKeyRow[], at: number) => activationOf(present.filter(isOurs), at, times);
  /** What is known, read again when it is old. When that fails what was known stays true for tokens; null: nothing was ever read. */
  const current = async (): Promise<readonly SigningKeyRow[] | null> => {
    if (now() - loadedAt < times.maxAgeMs / 3) return (rows ?? []).filter(isOurs);
    loading ??= load().finally(() => {
      loading = null;
    });
    await loading.catch(() => {});
    return rows === null ? null : rows.filter(isOurs);
  };

  return {
    signer: async (issuedAtMs) => {
      const row = signerAt((await current()) ?? [], issuedAtMs, now());
      if (row === null) {
        throw new Fault('retry', {
          code: 'no-signing-key',
          message: 'Sessions cannot be made at the moment. Try again in a minute.',
        });
      }
      return { keyId: row.keyId, key: derive(row.generation).privateKey };
    },
    published: async () => {
      const known = await current();
      if (known === null) return { keys: [placeholder()], maxAgeSeconds: 1 };
      return {
        keys: publishedKeys(known, now(), times).map((k) => derive(k.generation).publicJwk),
        maxAgeSeconds,
      };
    },
    next: async (atOnce) => {
      const present = await store.load();
      const key = newKey(present, now());
      return atOnce ? { ...key, activeAt: now() } : key;
    },
    forget: () => {
      loadedAt = Number.NEGATIVE_INFINITY;
    },
  };
}

export function deriveSigningKey(
  root: KeyObject,
  generation: number,
): { readonly privateKey: KeyObject; readonly publicJwk: PublicJwk } {
  const seed = hkdfSync('sha256', root.export({ type: 'pkcs8', format: 'der' }), '', `signing-key ${generation}`, 32);
  // RFC 8410 §7: the fixed beginning of an Ed25519 key in PKCS 8.
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed)]);
  const privateKey = createPrivateKey({ key: der, type: 'pkcs8', format: 'der' });
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { privateKey, publicJwk: { kty: 'OKP', crv: 'Ed25519', x, use: 'sig', alg: 'EdDSA', kid: thumbprint(x) } };
}

/** RFC 7638: of the members that a key needs, in the order of their names. */
const thumbprint = (x: string): string =>
  createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');

/** A set without keys is refused by some; this one is nobody's: no private half of a hash is known. It stands for a second. */
function placeholder(): PublicJwk {
  const x = createHash('sha256').update('no key').digest('base64url');
  return { kty: 'OKP', crv: 'Ed25519', x, use: 'sig', alg: 'EdDSA', kid: thumbprint(x) };
}
