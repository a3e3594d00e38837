/**
 * Spares callers the wait for a cluster that does not answer: after some failures in a row calls fail at once, and from time to time one goes
 * through to see whether it is back.
 */
export interface Circuit {
  /** How long no call is tried, in milliseconds; 0: go on. Whoever got 0 must say how it ended. */
  enter(): number;
  succeeded(): void;
  failed(): void;
  /** The call ended without saying anything about the cluster: its caller gave up. */
  abandoned(): void;
}

const FAILURES = 4;
const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

export function createCircuit(now: () => number = Date.now, random: () => number = Math.random): Circuit {
  let failures = 0;
  let openUntil = 0;
  let probing = false;
  return {
    enter: () => {
      if (failures < FAILURES) return 0;
      const left = openUntil - now();
      if (left > 0) return left;
      if (probing) return FIRST_MS;
      probing = true;
      return 0;
    },
    succeeded: () => {
      failures = 0;
      probing = false;
    },
    failed: () => {
      failures += 1;
      probing = false;
      if (failures < FAILURES) return;
      const pause = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(10, failures - FAILURES));
      openUntil = now() + pause * (0.75 + random() / 2);
    },
    abandoned: () => {
      probing = false;
    },
  };
}
