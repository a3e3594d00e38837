/** What is so with a domain of a team's own: what its records must say, when it is looked at again, and what follows from its certificate. */
import type { WorkloadObservation } from '../ports/app-runtime.ts';
import { next } from '../states/machine.ts';
import { type DomainStatus, domainMachine } from '../states/service-domain.ts';

/** Where the proof is looked for. */
export const challengeName = (hostname: string): string => `_northstack-challenge.${hostname}`;

/** `baseDomain`: what the names end with that the platform gives services by itself. */
export const isPlatformName = (hostname: string, baseDomain: string): boolean =>
  hostname === baseDomain || hostname.endsWith(`.${baseDomain}`);

export const PLATFORM_NAME = "is one of this platform's own names";

/** A certificate that has no longer than this should have been renewed. */
export const EXPIRING_MS = 14 * 24 * 3_600_000;

const FIRST_PAUSE_MS = 30_000;
const LAST_PAUSE_MS = 3_600_000;
const VERIFIED_PAUSE_MS = 6 * 3_600_000;

/** Until DNS is looked at again: half a minute at first, a tenth of the time that it has taken later, an hour at most. */
export const pauseMs = (isVerified: boolean, askedForMs: number): number =>
  isVerified ? VERIFIED_PAUSE_MS : Math.min(LAST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, askedForMs / 10));

export interface Pointing {
  readonly hostname: string;
  readonly target: string;
  readonly aliases: readonly string[];
  readonly addresses: readonly string[];
  readonly targetAddresses: readonly string[];
}

/** What DNS lacks for visitors to come here; null: nothing. */
export function whyNotHere({ hostname, target, aliases, addresses, targetAddresses }: Pointing): string | null {
  if (aliases.includes(target) || addresses.some((address) => targetAddresses.includes(address))) return null;
  const now =
    aliases.length > 0
      ? `leads to ${aliases.join(', ')}`
      : addresses.length > 0
        ? `leads to ${addresses.slice(0, 4).join(', ')}`
        : 'leads nowhere';
  return `${hostname} ${now}. Set a CNAME record of it to ${target}, or an ALIAS record where the name has others.`;
}

export interface DomainView {
  readonly hostname: string;
  readonly status: DomainStatus;
  /** Milliseconds since the epoch; null: there is none. */
  readonly certificateExpiresAt: number | null;
}

export interface DomainServed {
  readonly status: DomainStatus;
  readonly reason: string | null;
  readonly certificateExpiresAt: number | null;
}

export const NO_CERTIFICATE = 'No certificate is made here: TLS ends at whoever stands in front.';

/** What is so with a proven domain, from what its runtime says. */
export function planServed(domain: DomainView, seen: WorkloadObservation, now: number): DomainServed {
  const { hostname, status, certificateExpiresAt } = domain;
  const stay = (reason: string | null): DomainServed => ({ status, reason, certificateExpiresAt });
  const served = (reason: string | null, expiresAt: number | null): DomainServed => ({
    status: next(domainMachine, status, 'certify') ?? status,
    reason,
    certificateExpiresAt: expiresAt,
  });
  if (seen.state === 'absent') return stay('The service does not run: the domain is set up as soon as it does.');
  if (seen.certificates === undefined) return served(NO_CERTIFICATE, null);
  const certificate = seen.certificates.find((c) => c.hostname === hostname);
  const expiresAt = certificate?.expiresAt ?? certificateExpiresAt;
  const holds = expiresAt !== null && expiresAt > now;
  switch (certificate?.state) {
    case 'issued':
      return served(null, certificate.expiresAt);
    case 'failed':
      if (holds && status === 'active') return { ...stay(certificate.reason), certificateExpiresAt: expiresAt };
      return {
        status: next(domainMachine, status, 'fail') ?? status,
        reason: certificate.reason ?? 'Its certificate could not be issued.',
        certificateExpiresAt: expiresAt,
      };
    case 'issuing':
    case undefined:
      return {
        status: next(domainMachine, status, 'retry') ?? status,
        reason: certificate?.reason ?? 'Its certificate is being issued.',
        certificateExpiresAt: expiresAt,
      };
    case 'unknown':
      return stay('What its certificate waits for is not known at the moment.');
  }
}
