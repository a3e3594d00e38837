/** Sends keepalives to all sockets, a slice at a time: thousands at once would hold up everything else for tens of milliseconds. */

export interface Keepalive extends Disposable {
  /** Returns the function that ends it. */
  add(send: () => void): () => void;
}

const SLICES = 50;

export function createKeepalive(intervalMs: number): Keepalive {
  const slices = Array.from({ length: SLICES }, () => new Set<() => void>());
  let next = 0;
  let turn = 0;
  let size = 0;
  let timer: NodeJS.Timeout | null = null;

  const tick = () => {
    turn = (turn + 1) % SLICES;
    for (const send of slices[turn] ?? []) send();
  };
  const stop = () => {
    if (timer) clearInterval(timer);
    timer = null;
  };

  return {
    add: (send) => {
      if (intervalMs <= 0) return () => {};
      next = (next + 1) % SLICES;
      const slice = slices[next];
      slice?.add(send);
      size += 1;
      timer ??= setInterval(tick, Math.max(1, intervalMs / SLICES)).unref();
      return () => {
        if (!slice?.delete(send)) return;
        size -= 1;
        if (size === 0) stop();
      };
    },
    [Symbol.dispose]: stop,
  };
}
