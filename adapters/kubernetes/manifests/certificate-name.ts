/** What the certificate of a domain is called: cert-manager names a Certificate of an Ingress like the Secret it is kept in. */
import { createHash } from 'node:crypto';
import { shortName } from './labels.ts';
import type { Entry } from './workload.ts';

/** At most 63 characters, and another one for each domain. */
export function certificateName(workload: string, domain: string): string {
  const hash = createHash('sha256').update(domain).digest('hex').slice(0, 8);
  return shortName(`${workload}-${domain.replaceAll('.', '-')}-${hash}`, 63);
}

/** Those of a Gateway belong to its listeners, which are not ours. */
export const hasCertificates = (entry: Entry): boolean => entry.kind === 'ingress' && entry.issuer !== null;
