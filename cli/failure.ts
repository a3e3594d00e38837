/** How a failure ends a command: one sentence on stderr (with `--json` one object on stdout) and exit code 1. */
import { Fault } from '../kit/fault.ts';

export function reportFailure(error: unknown, json: boolean): 1 {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Fault ? error.code : 'unexpected';
  if (json) process.stdout.write(`${JSON.stringify({ event: 'error', code, message })}\n`);
  else process.stderr.write(`northstack: ${message}\n`);
  // What we did not foresee shows where it came from.
  if (!(error instanceof Fault) && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return 1;
}
