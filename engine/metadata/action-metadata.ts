/** Actions and their custom types as metadata writes them. */
import { z } from 'zod';
import { QualifiedName } from './qualified-name.ts';
import { Headers, Transform } from './webhook-metadata.ts';

const Argument = z.object({ name: z.string(), type: z.string(), description: z.string().nullish() });

export const ActionDefinition = z.object({
  /** The CLI writes `""` for query actions. */
  kind: z.enum(['synchronous', 'asynchronous', '']).nullish(),
  type: z.enum(['query', 'mutation']).nullish(),
  handler: z.string(),
  arguments: z.array(Argument).nullish(),
  output_type: z.string(),
  forward_client_headers: z.boolean().nullish(),
  headers: Headers,
  timeout: z.number().nullish(),
  ignored_client_headers: z.array(z.string()).nullish(),
  request_transform: Transform,
  response_transform: Transform,
});
export type ActionDefinition = z.infer<typeof ActionDefinition>;

export const ActionMetadata = z.object({
  name: z.string().min(1),
  definition: ActionDefinition,
  permissions: z.array(z.object({ role: z.string().min(1), comment: z.string().nullish() })).nullish(),
  comment: z.string().nullish(),
});
export type ActionMetadata = z.infer<typeof ActionMetadata>;

export const ActionRelationshipMetadata = z.object({
  name: z.string(),
  type: z.enum(['object', 'array']),
  remote_table: QualifiedName,
  source: z.string().nullish(),
  field_mapping: z.record(z.string(), z.string()),
});

/** A type without anything in it is none. */
const some = <T extends z.ZodType>(item: T) => z.array(item).min(1, 'parsing NonEmpty failed, unexpected empty list');

export const CustomTypesMetadata = z.object({
  enums: z
    .array(
      z.object({
        name: z.string(),
        description: z.string().nullish(),
        values: some(z.object({ value: z.string(), description: z.string().nullish(), is_deprecated: z.boolean().nullish() })),
      }),
    )
    .nullish(),
  input_objects: z.array(z.object({ name: z.string(), description: z.string().nullish(), fields: some(Argument) })).nullish(),
  objects: z
    .array(
      z.object({
        name: z.string(),
        description: z.string().nullish(),
        fields: some(Argument),
        relationships: z.array(ActionRelationshipMetadata).nullish(),
      }),
    )
    .nullish(),
  scalars: z.array(z.object({ name: z.string(), description: z.string().nullish() })).nullish(),
});
export type CustomTypesMetadata = z.infer<typeof CustomTypesMetadata>;
