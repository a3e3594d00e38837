/** Compares a given admin secret with the configured ones in a time that does not depend on where they differ. */
import { timingSafeEqual } from 'node:crypto';

export function secretChecker(secrets: readonly string[]): (given: string) => boolean {
  const known = secrets.map((s) => Buffer.from(s));
  return (given) => {
    // Node gives headers as latin1 text; a secret in UTF-8 arrives byte by byte.
    const candidates = [Buffer.from(given), Buffer.from(given, 'latin1')];
    let matches = false;
    for (const secret of known) {
      for (const candidate of candidates) {
        const sameLength = candidate.length === secret.length;
        matches = timingSafeEqual(sameLength ? candidate : secret, secret) && sameLength ? true : matches;
      }
    }
    return matches;
  };
}
