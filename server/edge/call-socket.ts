/** One HTTP request with JSON in both directions over a unix socket. */
import { request as startRequest } from 'node:http';

/** @throws the socket's error (`ENOENT`, `ECONNREFUSED` when nobody listens), or one with the answer's message when it is not 2xx */
export function callSocket<T>(socketPath: string, method: string, path: string, body?: unknown, timeoutMs = 10_000): Promise<T> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    const outgoing = startRequest({ socketPath, method, path, headers, timeout: timeoutMs, agent: false }, async (answer) => {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk);
        const value = JSON.parse(Buffer.concat(chunks).toString());
        if (answer.statusCode === 200) resolve(value);
        else reject(new Error(value?.message ?? `status ${answer.statusCode}`));
      } catch (error) {
        reject(error);
      }
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer from ${socketPath} within ${timeoutMs} ms`)));
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}
