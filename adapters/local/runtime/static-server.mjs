// Serves a folder of files on PORT: the process behind a static site. Plain JavaScript, because it runs on its own, beside NorthStack.
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const root = await realpath(process.argv[2] ?? '.');
const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
  '.mp4': 'video/mp4',
  '.webmanifest': 'application/manifest+json',
};

/** Nobody outside needs hidden files, and no honest path steps upwards. */
const isRefused = (path) => path.includes('\0') || path.split('/').some((part) => part.startsWith('.') && part !== '.well-known');

/** The file a path names, or null: never one outside the folder, also not through a link. */
async function fileFor(path) {
  const found = await realpath(join(root, normalize(path))).catch(() => null);
  if (found === null || (found !== root && !found.startsWith(root + sep))) return null;
  const seen = await stat(found);
  return seen.isFile() ? { path: found, seen } : seen.isDirectory() ? { folder: true } : null;
}

const server = createServer(async (request, response) => {
  const answer = (status, headers, body = '') => response.writeHead(status, headers).end(body);
  try {
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, { allow: 'GET, HEAD' });
    const url = new URL(request.url ?? '/', 'http://site');
    let path = decodeURIComponent(url.pathname);
    if (isRefused(path)) return answer(404, { 'content-type': 'text/plain; charset=utf-8' }, 'Not found\n');
    let file = await fileFor(path);
    if (file?.folder) {
      // Relative links of a folder's page need the slash.
      if (!path.endsWith('/')) return answer(308, { location: `${url.pathname.replace(/^\/+/, '/')}/${url.search}` });
      path += 'index.html';
      file = await fileFor(path);
    }
    file ??= await fileFor(`${path}.html`);
    let status = 200;
    if (!file?.path) {
      const own = await fileFor('/404.html');
      // Without a page of its own for this, a path without an extension is a route of the page's own script.
      file = own?.path ? own : extname(path) === '' ? await fileFor('/index.html') : null;
      if (own?.path) status = 404;
      if (!file?.path) return answer(404, { 'content-type': 'text/plain; charset=utf-8' }, 'Not found\n');
    }
    const tag = `"${file.seen.size.toString(16)}-${Math.floor(file.seen.mtimeMs).toString(16)}"`;
    const headers = {
      'content-type': types[extname(file.path).toLowerCase()] ?? 'application/octet-stream',
      'cache-control': 'public, max-age=0, must-revalidate',
      'x-content-type-options': 'nosniff',
      etag: tag,
    };
    if (status === 200 && request.headers['if-none-match'] === tag) return answer(304, headers);
    response.writeHead(status, { ...headers, 'content-length': file.seen.size });
    if (request.method === 'HEAD') return response.end();
    createReadStream(file.path)
      .on('error', () => response.destroy())
      .pipe(response);
  } catch (error) {
    answer(error instanceof URIError ? 400 : 500, { 'content-type': 'text/plain; charset=utf-8' }, 'Error\n');
  }
});

server.listen(Number(process.env.PORT ?? 8000), '127.0.0.1');
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
