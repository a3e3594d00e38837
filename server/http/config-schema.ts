/** The JSON Schema of `northstack.yaml`, where editors look for it: it says nothing about anybody, so everybody may read it. */
import type { ServerResponse } from 'node:http';
import { configJsonSchema } from '../../domain/config/json-schema.ts';

export function answerConfigSchema(response: ServerResponse): void {
  response
    .writeHead(200, {
      'content-type': 'application/schema+json',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=300',
    })
    .end(JSON.stringify(configJsonSchema()));
}
