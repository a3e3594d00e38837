/** `GET /console` and its files, from the build's `console` folder; works without a network. */
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EngineError } from '../error.ts';
import type { Call, Endpoint } from '../http/call.ts';
import type { Reply } from '../http/send.ts';
import { CONSOLE_PAGE } from './page.ts';

/** Where `scripts/build-console.mjs` puts the files: beside the bundle that this module is in, or in the checkout's `dist`. */
export function consoleDirectory(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return basename(here) === 'console' ? join(here, '..', '..', 'dist', 'console') : join(here, 'console');
}

/** For the exact path `/console` and everything below `/console/`. */
export function consoleEndpoint(directory: string = consoleDirectory()): Endpoint {
  const files = new Map<string, Promise<Buffer>>();
  const file = (name: string): Promise<Buffer> => {
    const known = files.get(name);
    if (known) return known;
    const read = readFile(join(directory, name));
    files.set(name, read);
    read.catch(() => files.delete(name));
    return read;
  };
  const handle = async (call: Call): Promise<Reply> => {
    const name = call.path.slice('/console/'.length);
    const contentType = TYPES[extname(name)];
    // Any other path below is a place inside the page (Hasura's own console has such addresses).
    if (contentType === undefined || !FILES.has(name)) return page(call.path);
    try {
      return { status: 200, contentType, body: await file(name), headers: ['Cache-Control', 'no-cache'] };
    } catch {
      throw new EngineError('not-found', 'the console is not built', { status: 404 });
    }
  };
  return { methods: ['GET', 'HEAD'], errors: 'api', handle };
}

const FILES = new Set(['main.js', 'main.css']);
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

const page = (path: string): Reply => ({
  status: 200,
  contentType: 'text/html; charset=utf-8',
  body: CONSOLE_PAGE.replace('<head>', `<head>\n    <base href="${'../'.repeat(path.split('/').length - 2) || './'}" />`),
  headers: [
    'Content-Security-Policy',
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'",
    'Referrer-Policy',
    'no-referrer',
    'Cache-Control',
    'no-cache',
  ],
});
