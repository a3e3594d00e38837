/** Environment variables of a service. */
import { z } from 'zod';
import { variableName } from './variable-name.ts';

export const variables = z.record(variableName, z.string());
