/** What PostgreSQL said when it refused, and how Hasura tells it to a client (dialect §3.6). */
import { EngineError } from '../error.ts';

/** An ErrorResponse. `code` is the SQLSTATE. */
export class PostgresError extends Error {
  readonly code: string;
  readonly severity: string;
  readonly detail: string | null;
  readonly hint: string | null;
  readonly where: string | null;
  readonly schema: string | null;
  readonly table: string | null;
  readonly constraint: string | null;
  readonly routine: string | null;
  /** Which statement of its batch failed; the number of statements when the commit did. */
  statementIndex: number;

  constructor(fields: ReadonlyMap<string, string>, statementIndex: number) {
    super(fields.get('M') ?? 'unknown error');
    this.name = 'PostgresError';
    this.code = fields.get('C') ?? 'XX000';
    this.severity = fields.get('V') ?? fields.get('S') ?? 'ERROR';
    this.detail = fields.get('D') ?? null;
    this.hint = fields.get('H') ?? null;
    this.where = fields.get('W') ?? null;
    this.schema = fields.get('s') ?? null;
    this.table = fields.get('t') ?? null;
    this.constraint = fields.get('n') ?? null;
    this.routine = fields.get('R') ?? null;
    this.statementIndex = statementIndex;
  }
}

/** The connection ended, or could not be made. Whether a statement that was under way took effect is not known. */
export class ConnectionLost extends Error {
  readonly code = 'connection-lost';

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ConnectionLost';
  }
}

export interface ErrorPlace {
  /** Where in the request it happened. Default `$`. */
  readonly path?: string;
  /** What was executed, for `extensions.internal`. */
  readonly statement?: { readonly text: string; readonly values?: readonly (string | null)[]; readonly prepare?: boolean };
}

/** Errors of PostgreSQL as the engine's; others are passed through unchanged. */
export function toEngineError(error: unknown, place: ErrorPlace = {}): unknown {
  const path = place.path ?? '$';
  if (error instanceof ConnectionLost) {
    return new EngineError('postgres-error', 'connection error', {
      path,
      status: 500,
      internal: { error: error.message },
      cause: error,
    });
  }
  if (!(error instanceof PostgresError)) return error;
  const known = describe(error);
  if (known) return new EngineError(known.code, known.message, { path, cause: error });
  return new EngineError('unexpected', 'database query error', { path, internal: internal(error, place), cause: error });
}

type Described = { readonly code: ConstructorParameters<typeof EngineError>[0]; readonly message: string };

function describe(error: PostgresError): Described | null {
  const violated = VIOLATIONS[error.code];
  if (violated) return { code: violated.code, message: violated.prefix + error.message };
  if (error.code.startsWith('23')) return { code: 'constraint-violation', message: error.message };
  if (error.code === '22025') return { code: 'bad-request', message: error.message };
  if (error.code.startsWith('22')) return { code: 'data-exception', message: error.message };
  if (error.code === '42704') return { code: 'constraint-error', message: error.message };
  if (error.code === '42P10') {
    return { code: 'constraint-error', message: 'there is no unique or exclusion constraint on target column(s)' };
  }
  if (error.code === '40001') {
    return { code: 'concurrent-update', message: 'serialization failure due to concurrent update' };
  }
  if (error.code.startsWith('40')) return { code: 'concurrent-update', message: error.message };
  return null;
}

const VIOLATIONS: Readonly<Record<string, { readonly code: Described['code']; readonly prefix: string }>> = {
  '23001': { code: 'constraint-violation', prefix: 'Can not delete or update due to data being referred. ' },
  '23502': { code: 'constraint-violation', prefix: 'Not-NULL violation. ' },
  '23503': { code: 'constraint-violation', prefix: 'Foreign key violation. ' },
  '23505': { code: 'constraint-violation', prefix: 'Uniqueness violation. ' },
  '23514': { code: 'permission-error', prefix: 'Check constraint violation. ' },
  '23P01': { code: 'constraint-violation', prefix: 'Exclusion violation. ' },
};

/** Hasura's `internal` object of a failed statement. */
export function internal(error: PostgresError, place: ErrorPlace) {
  return {
    statement: place.statement?.text ?? '',
    prepared: place.statement?.prepare ?? false,
    error: {
      exec_status: 'FatalError',
      hint: error.hint,
      message: error.message,
      status_code: error.code,
      description: error.detail,
    },
    arguments: (place.statement?.values ?? []).map((v) =>
      v === null ? '(Oid 0,Nothing)' : `(Oid 0,Just (${JSON.stringify(v)},Text))`,
    ),
  };
}
