/** Reads a request's body into one buffer, refusing to hold more than the limit. */
import type { IncomingMessage } from 'node:http';
import { EngineError } from '../error.ts';

/** Rejects with 413 as soon as the announced or the received length exceeds `maxBytes`. */
export function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const announced = req.headers['content-length'];
    if (announced !== undefined && Number(announced) > maxBytes) return reject(tooLarge(maxBytes));
    let first: Buffer | null = null;
    let rest: Buffer[] | null = null;
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        req.removeAllListeners('data');
        first = rest = null;
        return reject(tooLarge(maxBytes));
      }
      if (first === null) first = chunk;
      else if (rest === null) rest = [first, chunk];
      else rest.push(chunk);
    });
    req.on('end', () => resolve(rest ? Buffer.concat(rest) : (first ?? EMPTY)));
    req.on('error', reject);
    req.on('close', () => {
      if (!req.complete) reject(new EngineError('bad-request', 'the request ended before its body was complete'));
    });
  });
}

const EMPTY = Buffer.alloc(0);

const tooLarge = (maxBytes: number) =>
  new EngineError('bad-request', `the request body is larger than ${maxBytes} bytes`, { status: 413 });
