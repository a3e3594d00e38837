/** The parts that actions, event triggers and cron triggers share: headers, retries, transforms. */
import { z } from 'zod';

export const Header = z.union(
  [z.object({ name: z.string(), value: z.string() }), z.object({ name: z.string(), value_from_env: z.string() })],
  { error: 'expecting value or value_from_env keys' },
);
export type Header = z.infer<typeof Header>;

export const Headers = z.array(Header).nullish();

/** Transforms are read where they are run; here they are only kept. */
export const Transform = z.record(z.string(), z.unknown()).nullish();
