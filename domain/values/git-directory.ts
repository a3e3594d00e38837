/** A folder inside a repository, without a way out of it. */
import { z } from 'zod';

export const gitDirectory = z
  .string()
  .min(1)
  .max(512)
  .regex(/^(?![/-])[^\x00-\x1f\x7f\\]+$/u, { message: 'Give a folder relative to the root of the repository.' })
  .refine((path) => !path.split('/').includes('..'), { message: 'The folder must be inside the repository.' });
