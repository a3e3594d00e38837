/** The JSON Schema of `northstack.yaml`, for editors. Committed as northstack.schema.json, which a test holds equal. */
import { z } from 'zod';
import { configFile } from './schema.ts';

export const configJsonSchema = (): object => ({
  ...z.toJSONSchema(configFile, { io: 'input', target: 'draft-7' }),
  title: 'northstack.yaml',
});
