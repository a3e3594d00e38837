/** What settings say differently in one environment: the `overrides` of a version of settings. */
import { z } from 'zod';
import { variables } from '../values/variables.ts';

const override = z.object({
  reference: z.string().optional(),
  startCommand: z.string().optional(),
  variables: variables.optional(),
});

/** By the slug of the environment. */
export const configOverrides = z.record(z.string(), override);

export type ConfigOverride = z.output<typeof override>;

export function overrideFor(overrides: unknown, environment: string): ConfigOverride {
  const all = configOverrides.parse(overrides ?? {});
  return Object.hasOwn(all, environment) ? (all[environment] ?? {}) : {};
}
