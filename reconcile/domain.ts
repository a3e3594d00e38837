/** Finds out whether a domain is its organization's: by a TXT record that only whoever holds the name could set, looked at with growing pauses. */
import { challengeName, isPlatformName, PLATFORM_NAME, pauseMs, whyNotHere } from '../domain/plan/custom-domain.ts';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import {
  DomainHoldersDocument,
  DomainToReconcileDocument,
  type DomainToReconcileQuery,
  ForgetDomainDocument,
  MoveDomainDocument,
  type service_domains_set_input,
  TakeDomainDocument,
} from '../sdk/generated.ts';
import { millis, type Reconcile, type ReconcileDeps, timestamp } from './deps.ts';
import type { WorkResult } from './queue.ts';

type Row = NonNullable<DomainToReconcileQuery['service_domains_by_pk']>;

/** A claim is given this long until it is proven. */
const CLAIM_MS = 14 * 24 * 3_600_000;
/** A chain of other names is followed so far. */
const ALIASES = 8;

export const reconcileDomain: Reconcile = async (deps, id) => {
  const { graphql, now, addresses } = deps;
  const { service_domains_by_pk: row } = await graphql.request(DomainToReconcileDocument, { id }, { idempotent: true });
  if (row === null) return {};
  const at = now();
  const deadlineAt = millis(row.deadline_at);
  if (deadlineAt !== null && at >= deadlineAt) {
    await graphql.request(ForgetDomainDocument, { id, now: timestamp(at) }, { idempotent: true });
    return {};
  }
  const target = addresses.hostname(row.instance.subdomain);
  if (isPlatformName(row.hostname, addresses.hostname('').slice(1))) return await refuse(deps, row, target);
  if (row.status === 'failed' && row.verified_at === null) return {};
  const dueAt = nextLook(row);
  if (at < dueAt && row.dns_target === target) return { requeueAfterMs: dueAt - at };
  return await look(deps, row, target, at);
};

/** Milliseconds since the epoch. A request that came while DNS was being asked is one for another look. */
function nextLook(row: Row): number {
  const [requestedAt, checkedAt] = [millis(row.check_requested_at), millis(row.checked_at)];
  if (requestedAt !== null && (checkedAt === null || requestedAt >= checkedAt)) return 0;
  return Date.parse(row.next_check_at);
}

async function refuse(deps: ReconcileDeps, row: Row, target: string): Promise<WorkResult> {
  const status_reason = `${row.hostname} ${PLATFORM_NAME}. Remove it and add a domain of yours.`;
  if (row.status === 'pending_dns') await note(deps, row, { status: 'failed', status_reason, dns_target: target });
  return {};
}

async function look(deps: ReconcileDeps, row: Row, target: string, at: number): Promise<WorkResult> {
  const askedAt = Math.max(Date.parse(row.created_at), millis(row.check_requested_at) ?? 0);
  const nextMs = pauseMs(row.verified_at !== null, at - askedAt);
  const looked = { dns_target: target, checked_at: timestamp(at), next_check_at: timestamp(at + nextMs) };
  const seen = await ask(deps, row, target);
  if (seen.unavailable !== null) {
    // What is known stays so: a name server that is away takes nothing away.
    await note(deps, row, { ...looked, ...(row.status === 'pending_dns' ? { status_reason: seen.unavailable } : {}) });
    return { requeueAfterMs: nextMs };
  }
  const told = { ...looked, dns_reason: seen.dnsReason };
  if (row.status !== 'pending_dns') await note(deps, row, told);
  else if (seen.isProven) await take(deps, row, told);
  else await note(deps, row, { ...told, status_reason: missing(row, seen.texts) });
  return { requeueAfterMs: nextMs };
}

function missing(row: Row, texts: readonly string[]): string {
  const name = challengeName(row.hostname);
  return texts.length === 0
    ? `There is no TXT record of ${name} yet. Set it to ${row.verification_token}.`
    : `The TXT record of ${name} says something else. Set it, or another one, to ${row.verification_token}.`;
}

type Seen =
  | { readonly unavailable: string }
  | {
      readonly unavailable: null;
      readonly isProven: boolean;
      readonly texts: readonly string[];
      readonly dnsReason: string | null;
    };

async function ask({ dns }: ReconcileDeps, row: Row, target: string): Promise<Seen> {
  try {
    const aliases: string[] = [];
    const follow = async (name: string): Promise<void> => {
      const [alias] = await dns.aliases(name);
      if (alias === undefined || aliases.includes(alias) || aliases.length >= ALIASES) return;
      aliases.push(alias);
      await follow(alias);
    };
    const texts = await dns.texts(challengeName(row.hostname));
    await follow(row.hostname);
    const asks = aliases.includes(target) ? [] : [dns.addresses(row.hostname), dns.addresses(target)];
    const [addresses = [], targetAddresses = []] = await Promise.all(asks);
    const dnsReason = whyNotHere({ hostname: row.hostname, target, aliases, addresses, targetAddresses });
    return { unavailable: null, isProven: texts.includes(row.verification_token), texts, dnsReason };
  } catch (error) {
    if (error instanceof Fault && error.kind === 'retry') return { unavailable: error.message };
    throw error;
  }
}

/** The proof decides: who had the name before keeps it as long as their own proof is there. */
async function take(deps: ReconcileDeps, row: Row, told: service_domains_set_input): Promise<void> {
  const { graphql, dns, now } = deps;
  const { service_domains: holders } = await graphql.request(
    DomainHoldersDocument,
    { hostname: row.hostname },
    { idempotent: true },
  );
  const texts = holders.length === 0 ? [] : await dns.texts(challengeName(row.hostname));
  if (holders.some((holder) => texts.includes(holder.verification_token))) {
    const status_reason = `Another service answers to ${row.hostname}, and its TXT record is there as well. Remove that record, or the domain from that service.`;
    return await note(deps, row, { ...told, status_reason });
  }
  const at = timestamp(now());
  const set = {
    ...told,
    ...({ status: 'issuing', status_reason: 'It is proven and being set up.', verified_at: at, deadline_at: null } as const),
  };
  const lost = {
    status: 'pending_dns',
    status_reason: 'Somebody else has proven that it is theirs, and the TXT record that made it yours is gone.',
    ...{ verified_at: null, url: null, certificate_expires_at: null, deadline_at: timestamp(now() + CLAIM_MS) },
  } as const;
  try {
    await graphql.request(
      TakeDomainDocument,
      { id: row.id, from: row.status, set, losers: holders.map((h) => h.id), lost },
      { idempotent: true },
    );
  } catch (error) {
    // Another claim was proven at the same moment: the next look finds it.
    if (!(error instanceof GraphqlError && error.message.includes('service_domains_verified_idx'))) throw error;
    throw new Fault('retry', { code: 'domain-taken', message: 'Another claim was proven at the same moment.', cause: error });
  }
}

/** Nothing when somebody else moved it meanwhile: the event of that move wakes us. */
const note = async ({ graphql }: ReconcileDeps, { id, status }: Row, set: service_domains_set_input): Promise<void> =>
  void (await graphql.request(MoveDomainDocument, { id, from: status, set }, { idempotent: true }));
