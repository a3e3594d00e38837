/** Name of an environment variable. */
import { z } from 'zod';

export const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, {
  message: 'Names have letters, digits and underscores, at most 128, and do not begin with a digit.',
});
