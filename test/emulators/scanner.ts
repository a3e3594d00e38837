/** A VulnerabilityScanner in memory that finds what a test tells it to. */
import type { ScanObservation, VulnerabilityScanner } from '../../domain/ports/vulnerability-scanner.ts';

export interface ScannerEmulator extends VulnerabilityScanner {
  /** What the next questions are answered. */
  seen: ScanObservation;
  readonly asked: readonly string[];
}

export const NOT_SCANNED: ScanObservation = { state: 'not-scanned', reason: 'There is no scanner.' };

export function emulateScanner(): ScannerEmulator {
  const asked: string[] = [];
  const emulator: ScannerEmulator = {
    seen: NOT_SCANNED,
    asked,
    scan: async ({ reference }) => {
      asked.push(reference);
      return emulator.seen;
    },
  };
  return emulator;
}
