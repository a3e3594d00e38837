/**
 * The limit: graphql-transport-ws in its smallest form on NOTIFY. Each client watches one row; the notification carries the
 * answer. Pings its clients as often as the engine does.
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { type WebSocket, WebSocketServer } from 'ws';

const client = new pg.Client({ connectionString: process.env.BENCH_DATABASE_URL });
await client.connect();
await client.query(`create or replace function bare_tell() returns trigger language plpgsql as $$ begin
    perform pg_notify('bare', json_build_object('id', new.id, 'value', new.value)::text); return null; end $$`);
await client.query('create or replace trigger bare_tell after update on item for each row execute function bare_tell()');
const watchers = new Map<number, Set<{ socket: WebSocket; id: string }>>();
client.on('notification', ({ payload }) => {
  const row = JSON.parse(payload ?? '{}');
  for (const { socket, id } of watchers.get(row.id) ?? [])
    socket.send(`{"type":"next","id":"${id}","payload":{"data":{"item_by_pk":${payload}}}}`);
});
await client.query('listen bare');

const server = createServer();
const sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-transport-ws' });
const keepaliveMs = Number(process.env.BENCH_KEEPALIVE) * 1000;
sockets.on('connection', (socket) => {
  if (keepaliveMs > 0) setInterval(() => socket.send('{"type":"ping"}'), keepaliveMs);
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    if (message.type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (message.type !== 'subscribe') return;
    const key = message.payload.variables.id;
    const known = watchers.get(key) ?? new Set();
    watchers.set(key, known.add({ socket, id: message.id }));
    socket.send(`{"type":"next","id":"${message.id}","payload":{"data":{"item_by_pk":{"id":${key},"value":0}}}}`);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
});
