/** How a failure ends a command: one sentence and a hint on stderr (with `--json` one object on stdout) and exit code 1. */
import { explainRefusal } from '../domain/errors/explain-refusal.ts';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { hintFor } from './output/hints.ts';

/** Hasura's codes for a constraint that was violated. */
const SAID_BY_POSTGRESQL = ['constraint-violation', 'permission-error', 'data-exception'];

const refusedByDatabase = ({ code, message }: GraphqlError) =>
  SAID_BY_POSTGRESQL.includes(code) ? explainRefusal(message) : null;

/** What a role may not do is not in its schema; all that we ask is in some role's. */
const refusedByRole = ({ code, message }: GraphqlError) =>
  code === 'validation-failed' &&
  /^field '\w+' not found in type: '((query|mutation|subscription)_root|\w+_(insert|set)_input)'$/.test(message)
    ? { code: 'access-denied', message: 'Your role may not do this, or not see it.' }
    : null;

export function reportFailure(error: unknown, json: boolean): 1 {
  const refusal = error instanceof GraphqlError ? (refusedByRole(error) ?? refusedByDatabase(error)) : null;
  const message = refusal?.message ?? (error instanceof Error ? error.message : String(error));
  const foreseen = error instanceof Fault || error instanceof GraphqlError;
  const code = refusal?.code ?? (foreseen ? error.code : 'unexpected');
  const hint = hintFor(code);
  if (json) process.stdout.write(`${JSON.stringify({ event: 'error', code, message, ...(hint === null ? {} : { hint }) })}\n`);
  else process.stderr.write(`northstack: ${message}\n${hint === null ? '' : `${hint}\n`}`);
  // What we did not foresee shows where it came from.
  if (!foreseen && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return 1;
}
