/** The edge's control socket: only the owner of the data directory can reach it, so its messages are trusted (protocol.ts). */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { InFlight } from './in-flight.ts';
import type { EdgeStatus } from './protocol.ts';
import type { RouteBook } from './route-book.ts';

export interface ControlOptions {
  readonly book: RouteBook;
  readonly inFlight: InFlight;
  readonly status: EdgeStatus;
  /** Writes the routes to disk. */
  readonly save: () => Promise<void>;
  readonly stop: () => void;
}

export function createControl(options: ControlOptions): RequestListener {
  return (request, response) => {
    handle(options, request, response).catch((error: Error) => answer(response, 500, { message: error.message }));
  };
}

async function handle(options: ControlOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { book, inFlight } = options;
  const [, resource = '', id = ''] = (request.url ?? '').split('/').map(decodeURIComponent);
  switch (`${request.method} /${resource}`) {
    case 'GET /status':
      return answer(response, 200, options.status);
    case 'GET /alive':
      response.writeHead(200).flushHeaders();
      return;
    case 'GET /routes':
      return answer(response, 200, book.all());
    case 'PUT /routes':
      book.set(id, await body(request));
      await options.save();
      return answer(response, 200, null);
    case 'DELETE /routes':
      book.remove(id);
      await options.save();
      return answer(response, 200, null);
    case 'POST /counts':
      return answer(response, 200, book.takeCounts());
    case 'POST /drained': {
      const { targets, timeoutMs } = await body(request);
      await inFlight.drained(targets, timeoutMs);
      return answer(response, 200, null);
    }
    case 'POST /stop':
      response.once('finish', options.stop);
      return answer(response, 200, null);
    default:
      return answer(response, 404, { message: `${request.method} ${request.url} is not known` });
  }
}

async function body(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
