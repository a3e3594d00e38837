/** `POST /v1/metadata`, `/v2/query` and `/v1/query`: the admin API over HTTP, with real status codes. */
import type { MetadataApi, Endpoint as MetadataEndpoint } from '../metadata-api/metadata-api.ts';
import type { Call, Endpoint } from './call.ts';
import { json } from './send.ts';

export function metadataEndpoint(api: MetadataApi, name: MetadataEndpoint): Endpoint {
  const handle = async (call: Call) => {
    const body = await call.json();
    const session = await call.authenticateAdmin(body);
    call.operation = typeOf(body);
    return json(await api.run(name, body, session));
  };
  return { methods: ['POST'], errors: 'api', handle };
}

const typeOf = (body: unknown): string | null =>
  typeof body === 'object' && body !== null && 'type' in body && typeof body.type === 'string' ? body.type : null;
