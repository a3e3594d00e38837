/** A server for the webhooks of a parity file: answers as the file says and remembers what it was sent. */
import { createServer, type Server } from 'node:http';
import type { ParityFile } from './case.ts';

export interface Received {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export interface Webhooks extends AsyncDisposable {
  readonly url: string;
  /** The oldest request of a hook that was not taken yet; null when none comes in time. */
  take(hook: string, timeoutMs: number): Promise<Received | null>;
  forget(): void;
}

export async function serveWebhooks(answers: ParityFile['webhooks']): Promise<Webhooks> {
  const received = new Map<string, Received[]>();
  const counts = new Map<string, number>();
  let wake = new EventTarget();
  const server: Server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part) => parts.push(part));
    req.on('end', () => {
      const hook = (req.url ?? '').slice(1);
      const text = Buffer.concat(parts).toString();
      received.set(hook, [...(received.get(hook) ?? []), { headers: req.headers, body: text === '' ? null : JSON.parse(text) }]);
      const n = counts.get(hook) ?? 0;
      counts.set(hook, n + 1);
      const first = answers[hook] ?? { status: 404, body: { message: `no webhook ${hook}` } };
      const answer =
        [first, ...('later' in first ? (first.later ?? []) : [])].at(n) ??
        ('later' in first ? first.later?.at(-1) : null) ??
        first;
      res.writeHead(answer.status, { 'content-type': 'application/json', ...('headers' in answer ? answer.headers : {}) });
      res.end(JSON.stringify(answer.body ?? null));
      wake.dispatchEvent(new Event('received'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    take: async (hook, timeoutMs) => {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const next = received.get(hook)?.shift();
        if (next) return next;
        const left = deadline - Date.now();
        if (left <= 0) return null;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left);
          const done = () => {
            clearTimeout(timer);
            resolve();
          };
          wake.addEventListener('received', done, { once: true });
        });
      }
    },
    forget: () => {
      received.clear();
      counts.clear();
      wake = new EventTarget();
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
