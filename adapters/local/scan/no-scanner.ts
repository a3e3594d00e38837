/** The vulnerability scanner of an installation without one: it says that nobody looked. */
import type { VulnerabilityScanner } from '../../../domain/ports/vulnerability-scanner.ts';

export const noScanner = (): VulnerabilityScanner => ({
  scan: async () => ({ state: 'not-scanned', reason: 'No vulnerability scanner is set up on this installation.' }),
});
