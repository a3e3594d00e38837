/** A WebSocket client for parity steps: keepalives left out, messages taken in order. */
import { WebSocket } from 'ws';

const KEEPALIVES = new Set(['ka', 'ping', 'connection_ack']);

export class ParitySocket implements Disposable {
  readonly ws: WebSocket;
  closed: number | null = null;
  private readonly messages: unknown[] = [];
  private waiting: (() => void)[] = [];

  private constructor(url: string, protocol: string) {
    this.ws = new WebSocket(url, protocol);
    this.ws.on('message', (data) => {
      const message: unknown = JSON.parse(String(data));
      const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : null;
      if (typeof type === 'string' && KEEPALIVES.has(type)) return;
      this.messages.push(message);
      this.wake();
    });
    this.ws.on('close', (code) => {
      this.closed = code;
      this.wake();
    });
    this.ws.on('error', () => {});
  }

  static async open(url: string, protocol: string, init: unknown): Promise<ParitySocket> {
    const socket = new ParitySocket(url, protocol);
    await new Promise((resolve, reject) => socket.ws.once('open', resolve).once('error', reject));
    if (init !== null) socket.send({ type: 'connection_init', payload: init });
    return socket;
  }

  send(frame: unknown): void {
    this.ws.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** The next message, undefined when none comes in time. */
  async take(timeoutMs: number): Promise<unknown> {
    await this.until(() => this.messages.length > 0, timeoutMs);
    return this.messages.shift();
  }

  async until(isDone: () => boolean, timeoutMs: number): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    while (!isDone() && Date.now() < deadline && (this.closed === null || !isDone())) {
      if (this.closed !== null) return isDone();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deadline - Date.now());
        this.waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return isDone();
  }

  private wake(): void {
    for (const waiter of this.waiting.splice(0)) waiter();
  }

  [Symbol.dispose](): void {
    this.ws.terminate();
  }
}
