/** A TCP address that stays while what is behind it comes and goes: passes on, holds everything back, or cuts. */
import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';

export interface TcpGate extends AsyncDisposable {
  readonly port: number;
  /** Where to pass on to; null: connections are refused at once. */
  target: number | null;
  /** Nothing passes in either direction, and no connection is cut; what was sent meanwhile passes when it ends. */
  hold(): void;
  pass(): void;
  /** Every connection, at once. */
  cut(): void;
}

export async function openTcpGate(): Promise<TcpGate> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let held = false;
  const server = createServer((client) => {
    client.on('error', () => {});
    if (gate.target === null) return void client.destroy();
    const upstream = createConnection(gate.target, '127.0.0.1');
    const pair = [client, upstream] as const;
    pairs.add(pair);
    for (const [from, to] of [pair, [upstream, client] as const]) {
      from.on('error', () => {});
      from.on('data', (chunk: Buffer) => void to.write(chunk));
      from.on('close', () => {
        to.destroy();
        pairs.delete(pair);
      });
      if (held) from.pause();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const each = (work: (socket: Socket) => void) => {
    for (const pair of pairs) for (const socket of pair) work(socket);
  };
  const gate: TcpGate = {
    port: address.port,
    target: null,
    hold: () => {
      held = true;
      each((socket) => socket.pause());
    },
    pass: () => {
      held = false;
      each((socket) => socket.resume());
    },
    cut: () => each((socket) => socket.destroy()),
    [Symbol.asyncDispose]: async () => {
      gate.target = null;
      each((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return gate;
}
