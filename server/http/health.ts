/** `/livez`: the process answers. `/readyz`: everything that requests need does, each part by name. */
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** Rejects when the part does not work. */
export type Check = () => Promise<unknown>;

const limitMs = 3_000;

export function answerLive(response: ServerResponse): void {
  answer(response, 200, { status: 'live' });
}

/** `emulated`: platforms that are not real; whoever shows their state says so. */
export async function answerReady(
  response: ServerResponse,
  checks: Readonly<Record<string, Check>>,
  emulated: readonly string[] = [],
): Promise<void> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const late = delay(limitMs, undefined, { ref: false }).then(() => Promise.reject(new Error('no answer')));
      late.catch(() => {});
      return [
        name,
        await Promise.race([check(), late]).then(
          () => 'ok',
          () => 'failed',
        ),
      ] as const;
    }),
  );
  const ready = results.every(([, result]) => result === 'ok');
  answer(response, ready ? 200 : 503, {
    status: ready ? 'ready' : 'not-ready',
    checks: Object.fromEntries(results),
    ...(emulated.length > 0 ? { emulated } : {}),
  });
}

function answer(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(`${JSON.stringify(body)}\n`);
}
