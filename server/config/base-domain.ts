/** `NORTHSTACK_DOMAIN`: what the names of apps end with. */
import { z } from 'zod';

export const baseDomain = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/, 'is not a lower-case domain name')
  .default('localhost');
