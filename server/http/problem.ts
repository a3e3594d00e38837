/** Failures that our own services answer, as RFC 9457 says: `application/problem+json`, with our stable code. */
import { STATUS_CODES } from 'node:http';

export interface Problem {
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  /** A sentence that says what to do. */
  readonly message: string;
  /** The path that was asked for. */
  readonly instance: string;
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export const problemType = (code: string): string => `urn:northstack:problem:${code}`;

/** Besides RFC 9457's members: `code`, and `errors` in GraphQL's form, so that its clients need no second one. */
export const problemBody = ({ status, code, message, instance }: Problem) => ({
  type: problemType(code),
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail: message,
  instance: instance.split('?', 1)[0],
  code,
  errors: [{ message, extensions: { code } }],
});
