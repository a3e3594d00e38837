/**
 * The certificates of a workload's domains, by Argo CD's tree of its objects. What did not change since the look before is not asked for again, so that
 * domains whose certificates are there cost nothing more.
 */
import type { CertificateObservation } from '../../domain/ports/app-runtime.ts';
import { certificateName } from '../kubernetes/manifests/certificate-name.ts';
import type { ArgocdApi, NamedApplication } from './argocd-api.ts';
import { annotations } from './names.ts';
import { observeCertificate } from './observe-certificate.ts';
import { operationFor } from './observe-workload.ts';
import * as replies from './replies.ts';

/** By the uid of an object. */
export type SeenCertificates = Map<string, { readonly version: string; readonly live: replies.LiveCertificate }>;

export interface LookAtCertificates {
  readonly api: Pick<ArgocdApi, 'live'>;
  readonly application: replies.Application;
  readonly nodes: readonly replies.TreeNode[];
  /** Kept from one look to the next. */
  readonly seen: SeenCertificates;
  readonly now: number;
  readonly onUnknown: (reason: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** The one that is closest to the authority first. */
const BELOW = ['Challenge', 'Order', 'CertificateRequest'];

/** Of the domains that Argo CD was told of. */
export async function lookAtCertificates(at: LookAtCertificates): Promise<readonly CertificateObservation[]> {
  const { application, nodes, seen, now } = at;
  const domains = domainsOf(application);
  if (domains.length === 0) {
    seen.clear();
    return [];
  }
  const { name, annotations: given } = application.metadata;
  const askedAt = operationFor(application, given?.[annotations.manifests] ?? '')?.finishedAt ?? null;
  const used = new Set<string>();
  const observed = await Promise.all(
    domains.map(async (hostname) => {
      const of = certificateName(name, hostname);
      const node = nodes.find((n) => n.kind === 'Certificate' && n.group === 'cert-manager.io' && n.name === of);
      const live = node === undefined ? null : await liveOf(at, node, used);
      const told = observeCertificate({ hostname, live, below: [], askedAt, now });
      if (node === undefined || told.state === 'issued') return told;
      const below = await Promise.all(closest(nodes, node).map((n) => liveOf(at, n, used)));
      return observeCertificate({ hostname, live, below: below.filter((b) => b !== null), askedAt, now });
    }),
  );
  for (const uid of seen.keys()) if (!used.has(uid)) seen.delete(uid);
  return observed.map(({ unknown, ...observation }) => {
    if (unknown !== null) at.onUnknown(unknown);
    return observation;
  });
}

function domainsOf({ metadata }: replies.Application): readonly string[] {
  if (metadata.deletionTimestamp) return [];
  const [hash, ...domains] = (metadata.annotations?.[annotations.domains] ?? '').split(' ');
  return hash === metadata.annotations?.[annotations.manifests] ? domains : [];
}

async function liveOf(
  at: LookAtCertificates,
  node: replies.TreeNode,
  used: Set<string>,
): Promise<replies.LiveCertificate | null> {
  const { metadata, spec } = at.application;
  const named: NamedApplication = { name: metadata.name, project: spec.project };
  const [uid, version] = [node.uid ?? '', node.resourceVersion ?? ''];
  used.add(uid);
  const known = at.seen.get(uid);
  if (known !== undefined && version !== '' && known.version === version) return known.live;
  const where = {
    group: node.group ?? '',
    version: node.version ?? 'v1',
    kind: node.kind ?? '',
    namespace: node.namespace ?? '',
    name: node.name,
  };
  const live = await at.api.live(named, where, replies.certificate, at.signal);
  if (live !== null) at.seen.set(uid, { version, live });
  return live;
}

/** Of the newest of each kind below a Certificate: older requests have ended. */
function closest(nodes: readonly replies.TreeNode[], certificate: replies.TreeNode): readonly replies.TreeNode[] {
  const below: replies.TreeNode[] = [];
  const parents = new Set([certificate.uid ?? '']);
  for (const kind of [...BELOW].reverse()) {
    const [newest] = nodes
      .filter((n) => n.kind === kind && n.parentRefs?.some(({ uid }) => parents.has(uid ?? '-')))
      .sort((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? '') || b.name.localeCompare(a.name));
    if (newest === undefined) break;
    below.unshift(newest);
    parents.add(newest.uid ?? '');
  }
  return below;
}
