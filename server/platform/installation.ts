/** `NORTHSTACK_INSTALLATION`: what tells this installation's things from another one's where two share a platform. */
import { z } from 'zod';
import { type Environment, readSettings } from '../config/settings.ts';

export const installationName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'must be lower case letters, digits and hyphens');

/** @throws Fault reject `invalid-settings` */
export const installationOf = (environment: Environment): string =>
  readSettings(environment, z.object({ NORTHSTACK_INSTALLATION: installationName.default('northstack') }))
    .NORTHSTACK_INSTALLATION;
