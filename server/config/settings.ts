/** Settings of one outside system, read where it is opened: who does not choose it needs none of them. */
import type { z } from 'zod';
import { Fault } from '../../kit/fault.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Empty is absent, as env files write it. @throws Fault reject `invalid-settings` naming every wrong one */
export function readSettings<T extends z.ZodType>(environment: Environment, schema: T): z.output<T> {
  const present = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  const parsed = schema.safeParse(Object.fromEntries(present));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new Fault('reject', { code: 'invalid-settings', message: `Settings are wrong: ${problems.join('; ')}.` });
}

/** Which of the implementations of a port is meant; the first is the default. @throws Fault reject `invalid-settings` */
export function choose<const Name extends string>(
  environment: Environment,
  variable: string,
  names: readonly [Name, ...Name[]],
): Name {
  const given = environment[variable] || names[0];
  const found = names.find((name) => name === given);
  if (found !== undefined) return found;
  const message = `Settings are wrong: ${variable} must be ${names.join(' or ')}.`;
  throw new Fault('reject', { code: 'invalid-settings', message });
}

/** Values of variables that are secrets by their name, for blanking them wherever something is logged. */
export const secretsIn = (environment: Environment): readonly string[] =>
  Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && value.length >= 6 && /(TOKEN|SECRET|SECRET_ID|PASSWORD|PRIVATE_KEY|ACCESS_KEY|CREDENTIALS)$/.test(name)
      ? [value]
      : [],
  );
