/** Blanks the values of the named variables in text. */
import { createRedact, type Redact } from '../../kit/redact.ts';

export const redactOf = (environment: Readonly<Record<string, string>>, secretNames: readonly string[]): Redact =>
  createRedact(secretNames.map((name) => [name, environment[name] ?? '']));
