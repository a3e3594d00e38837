/** Which key signs a token, which keys are published, and when the next one is due. Times are milliseconds since the epoch. */

export interface SigningKey {
  readonly generation: number;
  /** From when it signs. */
  readonly activeAt: number;
  /** From when nothing it signed is accepted any more; null: until its tokens have expired. */
  readonly retiredAt: number | null;
}

export interface KeyTimes {
  /** How long a token is accepted. */
  readonly tokenMs: number;
  /** For how long whoever verifies may keep the published keys without asking again. */
  readonly maxAgeMs: number;
  /** Age at which a key is replaced. */
  readonly rotateAfterMs: number;
}

/**
 * The newest key that was active when the token was issued: a repeat of a request is signed by the same key. When all of those are
 * retired, the one that came after them. null when there is none that signs at all.
 */
export function signerAt<Key extends SigningKey>(keys: readonly Key[], issuedAt: number, now: number): Key | null {
  const usable = keys.filter((k) => k.activeAt <= now && !isRetired(k, now)).sort((a, b) => a.generation - b.generation);
  return usable.findLast((k) => k.activeAt <= issuedAt) ?? usable[0] ?? null;
}

/** Those that sign, will sign, or signed something that has not expired. */
export function publishedKeys<Key extends SigningKey>(keys: readonly Key[], now: number, { tokenMs, maxAgeMs }: KeyTimes): Key[] {
  const current = signerAt(keys, now, now);
  return keys.filter((key) => {
    if (isRetired(key, now)) return false;
    if (current === null || key.generation >= current.generation) return true;
    const successor = keys.filter((k) => k.generation > key.generation).reduce((a, b) => (a.generation < b.generation ? a : b));
    return successor.activeAt + tokenMs + maxAgeMs > now;
  });
}

/** Whether a new key has to be made: there is none that signs or will sign, or the newest has signed for long enough. */
export function rotationDue(keys: readonly SigningKey[], now: number, { rotateAfterMs }: KeyTimes): boolean {
  const usable = keys.filter((k) => !isRetired(k, now));
  return usable.every((k) => k.activeAt + rotateAfterMs <= now);
}

/** When a key that is made now begins to sign: at once when nothing else can, otherwise when everybody has fetched it. */
export function activationOf(keys: readonly SigningKey[], now: number, { maxAgeMs }: KeyTimes): number {
  return signerAt(keys, now, now) === null ? now : now + 3 * maxAgeMs;
}

const isRetired = ({ retiredAt }: SigningKey, now: number): boolean => retiredAt !== null && retiredAt <= now;
