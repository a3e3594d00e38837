/** `NORTHSTACK_SCANNER`: who looks for known vulnerabilities in what was built. */
import { noScanner } from '../../adapters/local/scan/no-scanner.ts';
import type { VulnerabilityScanner } from '../../domain/ports/vulnerability-scanner.ts';
import { choose } from '../config/settings.ts';
import type { Part } from './part.ts';

export async function openScanner({ environment }: Part): Promise<VulnerabilityScanner> {
  switch (choose(environment, 'NORTHSTACK_SCANNER', ['none'])) {
    case 'none':
      return noScanner();
  }
}
