/**
 * What cert-manager says about the certificate of one domain. Pure. Its conditions say whether there is one and whether one is being made; why not,
 * the request, order or challenge below it says in the authority's words.
 * Source: cert-manager 1.21, pkg/util/pki and the policies of the readiness controller, whose names its reasons are.
 */
import type { CertificateObservation } from '../../domain/ports/app-runtime.ts';
import type { LiveCertificate } from './replies.ts';

export interface CertificateSeen {
  readonly hostname: string;
  /** null: there is none in the cluster. */
  readonly live: LiveCertificate | null;
  /** What it is being made by, the one that is closest to the authority first. */
  readonly below: readonly LiveCertificate[];
  /** When the cluster was told of the domain; null: not yet. */
  readonly askedAt: number | null;
  readonly now: number;
}

/** Not ready for one of these, and one is made without anybody's help. */
const passing = [
  ...['DoesNotExist', 'MissingData', 'InvalidKeyPair', 'InvalidCertificate', 'SecretMismatch', 'IncorrectIssuer'],
  ...['IncorrectCertificate', 'RequestChanged', 'Renewing', 'Issuing', 'Pending', 'InProgress', 'ManuallyTriggered'],
  ...['SecretTemplateMismatch', 'SecretManagedMetadataMismatch', 'AdditionalOutputFormatsMismatch'],
  ...['SecretKeystoreFormatMismatch', 'SecretOwnerRefMismatch', 'SecretBaseLabelsMismatch'],
];
const HOUR = 3_600_000;
const BEGINS_MS = 60_000;

/** `unknown`: a reason that is new to us. */
export function observeCertificate(seen: CertificateSeen): CertificateObservation & { readonly unknown: string | null } {
  const { hostname, live, now, askedAt } = seen;
  const { conditions, notAfter, lastFailureTime, failedIssuanceAttempts } = live?.status ?? {};
  const conditionOf = (type: string) => conditions?.find((c) => c.type === type);
  const [ready, issuing] = [conditionOf('Ready'), conditionOf('Issuing')];
  const expiresAt = timeOf(notAfter);
  const of = (state: CertificateObservation['state'], reason: string | null, unknown: string | null = null) => ({
    hostname,
    state,
    reason,
    expiresAt,
    unknown,
  });
  const why = [...seen.below.map(reasonOf), issuing?.message ?? null, ready?.message ?? null].find(
    (text) => text != null && text !== '',
  );
  const failedAt = timeOf(lastFailureTime);
  const isIssuing = issuing?.status === 'True';
  const tries =
    failedAt === null || isIssuing ? '' : ` cert-manager tries again ${nextTry(failedAt, failedIssuanceAttempts ?? 1)}.`;

  if (ready?.reason === 'Expired' || (expiresAt !== null && expiresAt <= now)) {
    const at = expiresAt === null ? '' : ` on ${new Date(expiresAt).toISOString().slice(0, 10)}`;
    return of('failed', `The certificate expired${at} and could not be renewed. ${sentence(why ?? '')}${tries}`.trim());
  }
  if (ready?.status === 'True') return of('issued', null);
  if (live === null || (ready === undefined && issuing === undefined)) {
    const begins = askedAt === null || now < askedAt + BEGINS_MS;
    return of('issuing', begins ? 'The certificate has been asked for.' : NOT_BEGUN);
  }
  if (isIssuing) return of('issuing', why ?? null);
  if (failedAt !== null) return of('failed', `${sentence(why ?? 'The certificate could not be issued')}${tries}`);
  const reason = ready?.reason ?? '';
  if (passing.includes(reason)) return of('issuing', why ?? null);
  return of('unknown', why ?? null, reason);
}

const NOT_BEGUN =
  'cert-manager has not begun. Whoever runs the cluster should see whether cert-manager and the ClusterIssuer for certificates are there.';

const timeOf = (text: string | null | undefined): number | null => {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : at;
};

/** A challenge and an order have a reason of their own, a request a condition. */
const reasonOf = ({ status }: LiveCertificate): string | null =>
  status?.reason || (status?.conditions?.find((c) => c.type === 'Ready' && c.status === 'False')?.message ?? null);

/** An hour after the first failure, twice as long after each further one, at most 32 hours. */
function nextTry(failedAt: number, attempts: number): string {
  const waitMs = HOUR * 2 ** Math.min(5, Math.max(0, attempts - 1));
  return `at about ${new Date(failedAt + waitMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

const sentence = (text: string): string => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`);
