/**
 * API servers of clusters, a process of their own: each answers what a look at a cluster asks, on a port of its own. Told over IPC, the last one
 * hangs: it takes requests and never answers them; when it is told to go on, it answers those too.
 */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const COUNT = Number(process.argv[2]);
const nodes = {
  kind: 'NodeList',
  apiVersion: 'v1',
  metadata: { resourceVersion: '1' },
  items: Array.from({ length: 20 }, (_, i) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `node-${i}`, uid: `u${i}`, resourceVersion: '1' },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  })),
};
const answers: Readonly<Record<string, string>> = {
  '/version': JSON.stringify({ major: '1', minor: '35', gitVersion: 'v1.35.0' }),
  '/api/v1/nodes': JSON.stringify(nodes),
};
let hangs = false;
const held: (() => void)[] = [];
const answer = (url: string, response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(answers[url.split('?')[0] ?? ''] ?? '{}');
};
const servers: Server[] = [];
for (let i = 0; i < COUNT; i += 1) {
  const server = createServer((request, response) => {
    const work = () => answer(request.url ?? '', response);
    if (hangs && i === COUNT - 1) held.push(work);
    else work();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
}
process.on('message', (message) => {
  hangs = message === 'hang';
  if (!hangs) for (const work of held.splice(0)) work();
  process.send?.('done');
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ports: servers.map((server) => (server.address() as AddressInfo).port) });
