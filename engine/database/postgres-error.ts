/** PostgreSQL's failures in Hasura's words (dialect §3.6). */
import { EngineError, type ErrorCode } from '../error.ts';
import type { Statement } from './database.ts';

interface PostgresError extends Error {
  readonly code?: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly severity?: string;
}

/** SQLSTATE → code and the words put before PostgreSQL's message. */
const KNOWN: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  '23505': ['constraint-violation', 'Uniqueness violation. '],
  '23503': ['constraint-violation', 'Foreign key violation. '],
  '23502': ['constraint-violation', 'Not-NULL violation. '],
  '23P01': ['constraint-violation', 'Exclusion violation. '],
  '23001': ['constraint-violation', 'Restrict violation. '],
  '23514': ['permission-error', 'Check constraint violation. '],
  '42704': ['constraint-error', ''],
  '42P10': ['constraint-error', ''],
};

export function fromPostgresError(error: unknown, statement?: Statement): EngineError {
  if (error instanceof EngineError) return error;
  const failure = (error instanceof Error ? error : new Error(String(error))) as PostgresError;
  const internal = {
    statement: statement?.text ?? null,
    prepared: statement?.prepare ?? false,
    error: {
      exec_status: 'FatalError',
      hint: failure.hint ?? null,
      message: failure.message,
      status_code: failure.code ?? null,
      description: failure.detail ?? null,
    },
    arguments: statement?.values ?? [],
  };
  const state = failure.code ?? '';
  const known = KNOWN[state];
  if (known) return new EngineError(known[0], known[1] + failure.message, { internal, cause: failure });
  if (state.startsWith('22')) return new EngineError('data-exception', failure.message, { internal, cause: failure });
  if (state === '53300')
    return new EngineError('postgres-max-connections-error', 'max connections limit reached on postgres server', {
      internal,
      cause: failure,
      status: 503,
    });
  return new EngineError('unexpected', isConnectionLost(failure) ? 'connection error' : 'database query error', {
    internal,
    cause: failure,
  });
}

const LOST_STATES = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '08001',
  '08004',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
]);

/** The connection is gone (restart, kill, network): the statement may or may not have run. */
export function isConnectionLost(error: unknown): boolean {
  const cause = error instanceof EngineError ? error.cause : error;
  if (!(cause instanceof Error)) return false;
  const { code } = cause as PostgresError;
  return (
    (code !== undefined && LOST_STATES.has(code)) ||
    /Connection terminated|Client has encountered a connection error|not queryable/.test(cause.message)
  );
}
