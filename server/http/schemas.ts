/** JSON Schemas, where editors and other programs look for them: they say nothing about anybody, so everybody may read them. */
import type { ServerResponse } from 'node:http';
import { configJsonSchema } from '../../domain/config/json-schema.ts';
import { eventJsonSchema } from '../../domain/events/event-message.ts';

/** `northstack.yaml`. */
export const answerConfigSchema = (response: ServerResponse): void => answer(response, configJsonSchema());

/** Messages on the event bus. */
export const answerEventSchema = (response: ServerResponse): void => answer(response, eventJsonSchema());

function answer(response: ServerResponse, schema: object): void {
  response
    .writeHead(200, {
      'content-type': 'application/schema+json',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=300',
    })
    .end(JSON.stringify(schema));
}
