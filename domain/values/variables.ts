/** Environment variables of a service. */
import { z } from 'zod';

export const variables = z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/), z.string());
