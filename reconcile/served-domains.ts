/** Writes down what became of a service's proven domains: whether they are served, and with which certificate. */
import { planServed } from '../domain/plan/custom-domain.ts';
import type { WorkloadObservation } from '../domain/ports/app-runtime.ts';
import { MoveDomainDocument } from '../sdk/generated.ts';
import { millis, type ReconcileDeps, timestamp } from './deps.ts';
import type { Instance } from './instance.ts';

/** Answers whether something of it should change by itself. */
export async function noteServedDomains(
  { graphql, addresses, now }: ReconcileDeps,
  { domains }: Instance,
  seen: WorkloadObservation,
): Promise<boolean> {
  let waits = false;
  for (const { id, hostname, ...row } of domains) {
    const view = { hostname, status: row.status, certificateExpiresAt: millis(row.certificate_expires_at) };
    const { status, reason, certificateExpiresAt } = planServed(view, seen, now());
    const plain = addresses.url(hostname);
    const url = status !== 'active' ? null : certificateExpiresAt === null ? plain : `https://${hostname}`;
    waits ||= status === 'issuing' && seen.state === 'present';
    const same =
      status === row.status &&
      reason === row.status_reason &&
      url === row.url &&
      certificateExpiresAt === view.certificateExpiresAt;
    if (same) continue;
    const certificate_expires_at = certificateExpiresAt === null ? null : timestamp(certificateExpiresAt);
    const set = { status, status_reason: reason, url, certificate_expires_at };
    await graphql.request(MoveDomainDocument, { id, from: row.status, set }, { idempotent: true });
  }
  return waits;
}
