/** What an API server's refusal, or its silence, means to the caller: the one place where failures of clusters are classified. */
import { z } from 'zod';
import { Fault, type FaultKind } from '../../../kit/fault.ts';

const status = z.object({
  message: z.string().optional(),
  reason: z.string().optional(),
  details: z
    .object({
      name: z.string().optional(),
      retryAfterSeconds: z.number().optional(),
      causes: z.array(z.object({ reason: z.string().optional() })).nullish(),
    })
    .optional(),
});

export interface Refusal {
  readonly status: number;
  /** Parsed; null when it was no JSON. */
  readonly body: unknown;
  readonly retryAfter: string | undefined;
}

/**
 * By the status: 401 and 403 auth, 404 gone, 409 and 410 conflict, 408, 429 and 5xx retry, the rest reject. A namespace on its way out refuses
 * new objects with 403, but that passes: conflict.
 */
export function faultOfStatus({ status: code, body, retryAfter }: Refusal): Fault {
  const said = status.safeParse(body);
  const { message, reason, details } = said.success ? said.data : {};
  const detail = message === undefined ? '' : `: ${message.slice(0, 600)}`;
  const seconds =
    details?.retryAfterSeconds ?? (retryAfter !== undefined && /^\d+$/.test(retryAfter) ? Number(retryAfter) : null);
  const ending = details?.causes?.some((cause) => cause.reason === 'NamespaceTerminating') === true;
  const [kind, name]: readonly [FaultKind, string] = ending
    ? ['conflict', 'cluster-namespace-terminating']
    : kindOfStatus(code, reason, details?.name !== undefined);
  return new Fault(kind, {
    code: name,
    message: `The cluster answers ${code}${detail}.`.replace(/\.\.$/, '.'),
    ...(reason === undefined ? {} : { detail: reason }),
    ...(seconds === null ? {} : { retryAfterMs: seconds * 1000 }),
  });
}

function kindOfStatus(code: number, reason: string | undefined, named: boolean): readonly [FaultKind, string] {
  if (code === 401 || code === 403) return ['auth', 'cluster-refuses'];
  // Only what has a name is an object that is not there; the rest is a kind that is not served.
  if (code === 404) return ['gone', reason === 'NotFound' && named ? 'cluster-object-not-found' : 'cluster-lacks-kind'];
  if (code === 409) return ['conflict', reason === 'AlreadyExists' ? 'cluster-object-exists' : 'cluster-conflict'];
  if (code === 410) return ['conflict', 'cluster-version-expired'];
  if (code === 408 || code === 429 || code >= 500) return ['retry', 'cluster-busy'];
  return ['reject', 'cluster-rejects'];
}

/** Connections that were not made, broke, or took too long. The request may or may not have been done. */
export const unreachable = (why: string, cause?: unknown, retryAfterMs?: number): Fault =>
  new Fault('retry', {
    code: 'cluster-unreachable',
    message: `The cluster does not answer: ${why}.`,
    ...(cause === undefined ? {} : { cause }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });

/** The system's or TLS's word, and nothing of the request. */
export function whyOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return whyOf(cause.errors[0]);
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.name : 'unknown';
}
