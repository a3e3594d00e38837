/** Clients in a process of their own: each a WebSocket of its own that watches one row. Notes what arrives, and when. */
import { WebSocket } from 'ws';
import { nowMs } from './clock.ts';
import type { Arrival, Order } from './messages.ts';

const QUERY = 'subscription ($id: Int!) { item_by_pk(id: $id) { id value } }';
const AT_ONCE = 100;
let arrivals: Arrival[] = [];

process.on('message', (order: Order) => {
  if (order.kind === 'report') {
    process.send?.(arrivals);
    arrivals = [];
  } else
    connectAll(order).then(
      () => process.send?.('connected'),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
});

/** Resolves when every client has its first answer. */
async function connectAll({ port, from, count, address }: Order & { readonly kind: 'connect' }): Promise<void> {
  for (let n = 0; n < count; n += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - n) }, (_, i) => connect(port, from + n + i, address)));
}

function connect(port: number, id: number, localAddress: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/graphql`, 'graphql-transport-ws', { localAddress });
    const subscribe = JSON.stringify({ id: 's', type: 'subscribe', payload: { query: QUERY, variables: { id } } });
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('error', reject);
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      if (message.type === 'connection_ack') socket.send(subscribe);
      if (message.type === 'ping') socket.send('{"type":"pong"}');
      if (message.type === 'error') reject(new Error(JSON.stringify(message.payload)));
      if (message.type !== 'next') return;
      arrivals.push([id, message.payload.data.item_by_pk.value, nowMs()]);
      resolve();
    });
  });
}
