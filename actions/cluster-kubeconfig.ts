/**
 * Gives the caller a kubeconfig of their own, for a limited time and as one of Kubernetes' roles. The grant is written first; the file is
 * sealed into it, so that a repeat of the command is answered with the same one. One process at a time issues it; when that one dies, the next
 * who asks goes on, and what nobody asks for again is ended by the reaper.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { IssuedKubeconfig, KubeconfigRole } from '../domain/ports/cluster-provider.ts';
import { Fault } from '../kit/fault.ts';
import {
  ClaimGrantDocument,
  ClusterForAccessDocument,
  GrantKubeconfigDocument,
  GrantToIssueDocument,
  type GrantToIssueQuery,
  KeepKubeconfigDocument,
  type kubeconfig_grants_set_input,
  TenantClusterForAccessDocument,
  TenantClusterForCommandDocument,
} from '../sdk/generated.ts';
import { type ActionDeps, defineAction } from './action.ts';
import { findCluster } from './cluster-command.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { asMember, type Member, requireMember } from './session.ts';

const input = z.object({
  clusterId: z.guid().nullish(),
  tenantClusterId: z.guid().nullish(),
  role: z.string().max(20).nullish(),
  hours: z.int().min(1).max(720).nullish(),
  requestId,
});
type Wish = Omit<z.output<typeof input>, 'requestId'>;
type Grant = NonNullable<GrantToIssueQuery['kubeconfig_grants_by_pk']>;

/** Of one try, with all that is asked of the platform. */
const ISSUE_MS = 20_000;
/** A process that has not issued by then is gone: longer than one try and putting it into the store take. */
const CLAIM_MS = 60_000;
/** How long one who repeats waits for who issues, and between two looks. */
const WAIT_MS = 20_000;
const PAUSE_MS = 200;

const granted = z.object({ grantId: z.guid() });
const roles = z.enum(['view', 'edit', 'admin', 'cluster_admin']);

export const clusterKubeconfig = defineAction({
  name: 'clusterKubeconfig',
  input,
  output: z.object({ grantId: z.guid(), kubeconfig: z.string(), expiresAt: z.iso.datetime({ offset: true }) }),
  handle: async (deps, { requestId, ...wish }, session) => {
    const member = requireMember(session);
    const plan = () => planGrant(deps, member, wish);
    const { grantId } = await once(deps, { action: 'clusterKubeconfig', member, requestId, input: wish, plan }, (a) =>
      granted.parse(a),
    );
    const kept = await given(deps, grantId, wish);
    const kubeconfig = await deps.secrets.get(addressOf(kept), kept.sealed);
    return { grantId, kubeconfig, expiresAt: new Date(kept.expires_at).toISOString() };
  },
});

async function planGrant(deps: ActionDeps, member: Member, wish: Wish): Promise<Effect<{ grantId: string }>> {
  const { graphql, now } = deps;
  if ((wish.clusterId == null) === (wish.tenantClusterId == null))
    throw new Fault('reject', { code: 'which-cluster', message: 'Name a cluster or a virtual cluster, and not both.' });
  await requireReachable(deps, member, wish);
  const id = randomUUID();
  const grant = {
    id,
    user_id: member.userId,
    cluster_id: wish.clusterId ?? null,
    tenant_cluster_id: wish.tenantClusterId ?? null,
    role: roleOf(member, wish.role ?? 'view'),
    expires_at: new Date(now() + secondsOf(deps, wish) * 1000).toISOString(),
  };
  return {
    answer: { grantId: id },
    run: (row, options) => graphql.request(GrantKubeconfigDocument, { ...row, grant }, options),
  };
}

/** @throws Fault auth | reject */
function roleOf({ role: own }: Member, wanted: string): KubeconfigRole {
  const parsed = roles.safeParse(wanted);
  if (!parsed.success)
    throw new Fault('reject', { code: 'invalid-role', message: 'A role is view, edit, admin or cluster_admin.' });
  const strong = own === 'devops' || own === 'org_owner';
  if (!strong && (parsed.data === 'admin' || parsed.data === 'cluster_admin'))
    throw new Fault('auth', {
      code: 'role-too-strong',
      message: 'Your role may have view or edit. Ask a DevOps engineer for more.',
    });
  return parsed.data;
}

function secondsOf({ platform }: ActionDeps, { hours }: Wish): number {
  const longest = platform.clusters?.capabilities.maximumKubeconfigSeconds ?? 24 * 3600;
  return Math.min(longest, (hours ?? 8) * 3600);
}

/** The caller's own permissions decide what exists. @throws Fault gone */
async function requireReachable(deps: ActionDeps, member: Member, { clusterId, tenantClusterId }: Wish): Promise<void> {
  if (clusterId != null) return void (await findCluster(deps, member, clusterId));
  const { tenant_clusters_by_pk: tenant } = await deps.graphql.request(
    TenantClusterForCommandDocument,
    { tenantClusterId: tenantClusterId ?? '' },
    { headers: asMember(member), idempotent: true },
  );
  if (tenant === null || tenant.status === 'deleted')
    throw new Fault('gone', { code: 'tenant-cluster-not-found', message: 'There is no such virtual cluster. Check the id.' });
}

async function findGrant({ graphql }: ActionDeps, id: string): Promise<Grant> {
  const { kubeconfig_grants_by_pk: grant } = await graphql.request(GrantToIssueDocument, { id }, { idempotent: true });
  if (grant) return grant;
  throw new Fault('gone', { code: 'cluster-not-found', message: 'The cluster is gone.' });
}

/** Issues it, or waits for whoever does. @throws Fault gone | retry */
async function given(deps: ActionDeps, grantId: string, wish: Wish): Promise<Grant & { readonly sealed: string }> {
  const { graphql, now } = deps;
  const until = performance.now() + WAIT_MS;
  for (;;) {
    const grant = await findGrant(deps, grantId);
    if (grant.sealed_kubeconfig !== null) return { ...grant, sealed: grant.sealed_kubeconfig };
    const seconds = Math.floor((Date.parse(grant.expires_at) - now()) / 1000);
    if (grant.ended_at !== null || grant.revoked_at !== null || seconds <= 0)
      throw new Fault('gone', {
        code: 'kubeconfig-over',
        message: 'This kubeconfig is over. Ask for a new one with another requestId.',
      });
    const claim = timestamp(now() + CLAIM_MS);
    const { update_kubeconfig_grants: claimed } = await graphql.request(ClaimGrantDocument, {
      id: grantId,
      now: timestamp(now()),
      until: claim,
    });
    if (claimed?.affected_rows === 1) await issue(deps, grant, { wish, seconds, claim });
    else if (performance.now() < until) await sleep(PAUSE_MS);
    else
      throw new Fault('retry', {
        code: 'kubeconfig-busy',
        message: 'This kubeconfig is being issued. Ask again with the same requestId in a minute.',
      });
  }
}

interface Issuing {
  readonly wish: Wish;
  readonly seconds: number;
  /** What the row says while it is ours to issue. */
  readonly claim: string;
}

async function issue(deps: ActionDeps, grant: Grant, { wish, seconds, claim }: Issuing): Promise<void> {
  const { graphql, secrets } = deps;
  const { id } = grant;
  const keep = (set: kubeconfig_grants_set_input) =>
    graphql.request(KeepKubeconfigDocument, { id, claim, set: { issuing_until: null, ...set } }, { idempotent: true });
  try {
    const issued = await ask(deps, grant, wish, seconds);
    const { sealed } = await secrets.put(addressOf(grant), issued.kubeconfig);
    const expiresAt = timestamp(issued.expiresAt);
    await keep({ sealed_kubeconfig: sealed, external_id: issued.externalId, expires_at: expiresAt });
  } catch (error) {
    // Whoever asks again need not wait; otherwise the claim ends by itself.
    await keep({}).catch(() => {});
    throw error;
  }
}

async function ask(deps: ActionDeps, grant: Grant, wish: Wish, seconds: number): Promise<IssuedKubeconfig> {
  const { platform, graphql } = deps;
  const request = { grantId: grant.id, user: grant.user, role: grant.role, seconds };
  const signal = AbortSignal.timeout(ISSUE_MS);
  if (wish.clusterId != null && platform.clusters) {
    const { clusters_by_pk: cluster } = await graphql.request(
      ClusterForAccessDocument,
      { clusterId: wish.clusterId },
      { idempotent: true },
    );
    if (cluster)
      return await platform.clusters.issueKubeconfig({ ...request, cluster: await referenceOf(deps, cluster) }, signal);
  }
  if (wish.tenantClusterId != null && platform.tenants) {
    const { tenant_clusters_by_pk: tenant } = await graphql.request(
      TenantClusterForAccessDocument,
      { tenantClusterId: wish.tenantClusterId },
      { idempotent: true },
    );
    if (tenant) {
      const host = await referenceOf(deps, tenant.host_cluster);
      const reference = { tenantClusterId: tenant.id, namespace: tenant.namespace, host };
      return await platform.tenants.issueKubeconfig({ ...request, tenant: reference }, signal);
    }
  }
  throw new Fault('reject', { code: 'kubeconfig-unavailable', message: 'This installation cannot give access to clusters.' });
}

interface SealedCluster {
  readonly id: string;
  readonly organization_id: string;
  readonly sealed_kubeconfig: string | null;
}

async function referenceOf(
  { secrets }: ActionDeps,
  { id, organization_id: organizationId, sealed_kubeconfig: sealed }: SealedCluster,
) {
  if (sealed === null) return { clusterId: id, registered: null };
  const address = { organizationId, scope: 'cluster', targetId: id, key: 'kubeconfig', versionId: id } as const;
  return { clusterId: id, registered: { kubeconfig: await secrets.get(address, sealed) } };
}

const addressOf = ({ id, organization_id: organizationId }: Grant) =>
  ({ organizationId, scope: 'kubeconfig_grant', targetId: id, key: 'kubeconfig', versionId: id }) as const;

const timestamp = (ms: number): string => new Date(ms).toISOString();
