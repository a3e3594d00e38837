/** A load generator that costs little itself: kept-alive sockets, one request at a time on each, answers cut by their length. */
import { connect, type Socket } from 'node:net';

export interface Target {
  readonly port: number;
  /** The next request, whole. */
  request(n: number): Buffer;
}

export const CLIENTS = 32;

export const post = (path: string, headers: Readonly<Record<string, string>>, body: string): Buffer =>
  Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${Object.entries(
      headers,
    )
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n${body}`,
  );

/** Requests answered in a second, by `CLIENTS` clients at once. `next` numbers the requests. */
export async function measure(target: Target, durationMs: number, next: () => number): Promise<number> {
  let answered = 0;
  let isOver = false;
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => open(target.port)));
  const from = performance.now();
  const timer = setTimeout(() => {
    isOver = true;
  }, durationMs);
  await Promise.all(
    clients.map(async (client) => {
      while (!isOver) {
        await client.ask(target.request(next()));
        answered++;
      }
    }),
  );
  clearTimeout(timer);
  const seconds = (performance.now() - from) / 1000;
  for (const client of clients) client.close();
  return answered / seconds;
}

/** One answer's body. */
export async function askOnce(target: Target, n: number): Promise<string> {
  const client = await open(target.port);
  try {
    return await client.ask(target.request(n), true);
  } finally {
    client.close();
  }
}

interface Client {
  ask(request: Buffer, wantsBody?: boolean): Promise<string>;
  close(): void;
}

async function open(port: number): Promise<Client> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  let chunks: Buffer[] = [];
  let size = 0;
  let expected = -1;
  let bodyAt = 0;
  let settle: { resolve(body: string): void; reject(error: Error): void } | null = null;
  let wants = false;
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    if (expected < 0) {
      const text = chunks.length === 1 ? chunk : Buffer.concat(chunks);
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = text.toString('latin1', 0, end);
      const length = /content-length: *(\d+)/i.exec(head)?.[1];
      if (!head.startsWith('HTTP/1.1 200') || length === undefined) {
        settle?.reject(new Error(text.toString('utf8', 0, 500)));
        return;
      }
      bodyAt = end + 4;
      expected = bodyAt + Number(length);
    }
    if (size < expected) return;
    const body = wants ? Buffer.concat(chunks).toString('utf8', bodyAt) : '';
    chunks = [];
    size = 0;
    expected = -1;
    settle?.resolve(body);
  });
  const fail = () => settle?.reject(new Error('the connection was closed'));
  socket.on('close', fail);
  socket.on('error', fail);
  return {
    ask: (request, wantsBody = false) =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        wants = wantsBody;
        socket.write(request);
      }),
    close: () => {
      settle = null;
      socket.destroy();
    },
  };
}
