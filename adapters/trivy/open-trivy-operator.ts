/**
 * What Trivy's operator has found in the images of a cluster: its VulnerabilityReports, looked through for the artifact that is asked about. The
 * operator scans what runs, deletes reports after a day, and says nothing about images whose report would be too large: no report means that
 * nobody has looked.
 */
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { ScanObservation, ScanSubject, VulnerabilityScanner } from '../../domain/ports/vulnerability-scanner.ts';
import { parseImageName } from '../../domain/values/image-reference.ts';
import { Fault } from '../../kit/fault.ts';
import type { KubernetesClient } from '../kubernetes/client/open-client.ts';
import { parseVulnerabilityReport, type ReportedArtifact } from './parse-report.ts';

export interface TrivyOperatorOptions {
  readonly client: KubernetesClient;
  /** Told once for each object that is no report as it is known. */
  readonly observe: (observation: { readonly kind: 'report-not-understood'; readonly name: string }) => void;
  readonly now?: () => number;
}

const PATH = '/apis/aquasecurity.github.io/v1alpha1/vulnerabilityreports';
/** Reports are large: few at a time, and none is kept that was not asked for. */
const PAGE = 50;
const KNOWN_MS = 10 * 60_000;
const ABSENT_MS = 60_000;
/** The operator looks again every day: what is this old says that it does not any more, and what was found since is missing in it. */
const MAX_AGE_MS = 7 * 24 * 3_600_000;

type Ended = Exclude<ScanObservation, { readonly state: 'scanning' }>;
const page = z.object({
  metadata: z.object({ continue: z.string().optional() }),
  items: z.array(z.unknown()).nullable(),
});
const named = z.object({ metadata: z.object({ name: z.string(), namespace: z.string().optional() }) });

export function openTrivyOperator({ client, observe, now = Date.now }: TrivyOperatorOptions): VulnerabilityScanner {
  const known = new LRUCache<string, { readonly seen: Ended; readonly until: number }>({ max: 1_000 });
  const strange = new Set<string>();

  const newest = async (subject: ScanSubject, signal?: AbortSignal): Promise<ReportedArtifact | null> => {
    let best: ReportedArtifact | null = null;
    let token = '';
    do {
      const query = new URLSearchParams({ limit: String(PAGE), ...(token === '' ? {} : { continue: token }) });
      const call = { method: 'GET', path: `${PATH}?${query}`, repeatable: true, ...(signal ? { signal } : {}) } as const;
      const { items, metadata } = page.parse(await client.call(call));
      for (const item of items ?? []) {
        const report = parseVulnerabilityReport(item);
        if (report === null) tell(item);
        else if (isOf(report, subject) && (best === null || (report.at ?? 0) > (best.at ?? 0))) best = report;
      }
      token = metadata.continue ?? '';
    } while (token !== '');
    return best;
  };
  const tell = (item: unknown): void => {
    const read = named.safeParse(item);
    const name = read.success ? `${read.data.metadata.namespace ?? ''}/${read.data.metadata.name}` : 'without a name';
    if (strange.has(name)) return;
    strange.add(name);
    observe({ kind: 'report-not-understood', name });
  };

  const look = async (subject: ScanSubject, signal?: AbortSignal): Promise<Ended> => {
    if (subject.kind !== 'image') return notScanned('Only images are scanned in the cluster, and this artifact is none.');
    try {
      const report = await newest(subject, signal).catch((error: unknown) => {
        // Reading the pages took longer than the server remembers: once more from the start.
        if (error instanceof Fault && error.code === 'cluster-version-expired') return newest(subject, signal);
        throw error;
      });
      if (report === null) return notScanned('The cluster has no report about this image yet: it is scanned once it runs there.');
      if (report.at !== null && now() - report.at > MAX_AGE_MS)
        return notScanned(
          `The cluster's newest report about this image is of ${new Date(report.at).toISOString().slice(0, 10)}, more than a week old. Its Trivy operator may have stopped.`,
        );
      return { state: 'scanned', scanner: report.scanner, at: report.at ?? now(), findings: report.findings };
    } catch (error) {
      if (error instanceof Fault && error.code === 'cluster-lacks-kind') return notScanned('The cluster has no Trivy operator.');
      throw error;
    }
  };

  return {
    scan: async (subject, signal) => {
      signal?.throwIfAborted();
      const key = JSON.stringify([subject.kind, subject.reference, subject.digest]);
      const found = known.get(key);
      if (found && found.until > now()) return found.seen;
      const seen = await look(subject, signal);
      known.set(key, { seen, until: now() + (seen.state === 'scanned' ? KNOWN_MS : ABSENT_MS) });
      return seen;
    },
  };
}

const notScanned = (reason: string): Ended => ({ state: 'not-scanned', reason });

/** By digest where both have one: a tag may mean another image by now. */
function isOf(report: ReportedArtifact, { reference, digest }: ScanSubject): boolean {
  if (digest !== null && report.digest !== '') return report.digest === digest;
  const image = parseImageName(reference);
  if (image === null || image.tag === null || digest !== null) return false;
  const registry = report.registry === 'index.docker.io' || report.registry === '' ? 'docker.io' : report.registry;
  return registry === image.registry && report.repository === image.repository && report.tag === image.tag;
}
