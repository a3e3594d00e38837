/** A webhook that takes everything, in a process of its own: counts, and remembers when each id arrived. */
import { createServer } from 'node:http';

const arrivals = new Map<string, number>();
let count = 0;

const server = createServer((req, res) => {
  if (req.method === 'GET') {
    res.end(JSON.stringify({ count, arrivals: req.url === '/count' ? [] : [...arrivals] }));
    if (req.url === '/reset') {
      count = 0;
      arrivals.clear();
    }
    return;
  }
  let body = '';
  req.on('data', (chunk) => {
    body += chunk;
  });
  req.on('end', () => {
    count++;
    const key = /"key":\s*(\d+)/.exec(body)?.[1];
    if (key !== undefined) arrivals.set(key, performance.timeOrigin + performance.now());
    res.writeHead(200).end();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') process.stdout.write(`${address.port}\n`);
});
