/** A tracked function as metadata writes it. */
import { z } from 'zod';
import { QualifiedName } from './qualified-name.ts';

export const FunctionConfiguration = z.object({
  custom_name: z.string().nullish(),
  custom_root_fields: z.object({ function: z.string().nullish(), function_aggregate: z.string().nullish() }).nullish(),
  session_argument: z.string().nullish(),
  exposed_as: z.enum(['query', 'mutation']).nullish(),
  response: z.object({ type: z.literal('table'), table: QualifiedName }).nullish(),
});

export const FunctionMetadata = z.object({
  function: QualifiedName,
  configuration: FunctionConfiguration.nullish(),
  permissions: z.array(z.object({ role: z.string().min(1) })).nullish(),
  comment: z.string().nullish(),
});
export type FunctionMetadata = z.infer<typeof FunctionMetadata>;
