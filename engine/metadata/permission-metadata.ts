/** Permissions of a table as metadata writes them. Expressions stay JSON: what they mean depends on the catalog (model/). */
import { z } from 'zod';
import { Headers } from './webhook-metadata.ts';

export const BoolExp = z.record(z.string(), z.unknown());
export type BoolExp = z.infer<typeof BoolExp>;

const Columns = z.union([z.literal('*'), z.array(z.string())]);
const Presets = z.record(z.string(), z.unknown()).nullish();

export const ValidateInputMetadata = z.object({
  type: z.literal('http').nullish(),
  definition: z.object({
    url: z.string(),
    headers: Headers,
    forward_client_headers: z.boolean().nullish(),
    timeout: z.number().nullish(),
  }),
});
export type ValidateInputMetadata = z.infer<typeof ValidateInputMetadata>;

const entry = <T extends z.ZodType>(permission: T) =>
  z.object({ role: z.string().min(1), permission, comment: z.string().nullish() });

export const SelectPermissionMetadata = entry(
  z.object({
    columns: Columns,
    filter: BoolExp,
    computed_fields: z.array(z.string()).nullish(),
    limit: z.int().nullish(),
    allow_aggregations: z.boolean().nullish(),
    query_root_fields: z.array(z.enum(['select', 'select_by_pk', 'select_aggregate'])).nullish(),
    subscription_root_fields: z.array(z.enum(['select', 'select_by_pk', 'select_aggregate', 'select_stream'])).nullish(),
  }),
);
export type SelectPermissionMetadata = z.infer<typeof SelectPermissionMetadata>;

export const InsertPermissionMetadata = entry(
  z.object({
    check: BoolExp,
    set: Presets,
    columns: Columns.nullish(),
    backend_only: z.boolean().nullish(),
    validate_input: ValidateInputMetadata.nullish(),
  }),
);
export type InsertPermissionMetadata = z.infer<typeof InsertPermissionMetadata>;

export const UpdatePermissionMetadata = entry(
  z.object({
    columns: Columns,
    filter: BoolExp,
    check: BoolExp.nullish(),
    set: Presets,
    backend_only: z.boolean().nullish(),
    validate_input: ValidateInputMetadata.nullish(),
  }),
);
export type UpdatePermissionMetadata = z.infer<typeof UpdatePermissionMetadata>;

export const DeletePermissionMetadata = entry(
  z.object({
    filter: BoolExp,
    backend_only: z.boolean().nullish(),
    validate_input: ValidateInputMetadata.nullish(),
  }),
);
export type DeletePermissionMetadata = z.infer<typeof DeletePermissionMetadata>;
