/** States of a domain of a team's own. */
import type { Machine } from './machine.ts';

export type DomainStatus = 'pending_dns' | 'issuing' | 'active' | 'failed';
export type DomainEvent = 'prove' | 'refuse' | 'certify' | 'fail' | 'retry' | 'lose';

export const domainMachine: Machine<DomainStatus, DomainEvent> = {
  pending_dns: { prove: 'issuing', refuse: 'failed' },
  // Somebody else proved it, and our proof is gone.
  issuing: { certify: 'active', fail: 'failed', lose: 'pending_dns' },
  active: { fail: 'failed', lose: 'pending_dns' },
  failed: { certify: 'active', retry: 'issuing', lose: 'pending_dns' },
};
