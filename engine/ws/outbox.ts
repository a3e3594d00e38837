/**
 * Writes to one socket without letting a slow reader fill our memory: while it is behind, only the newest answer of each
 * subscription is kept for it; when it stays behind or falls too far, it is cut off.
 */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** From this many unsent bytes on a reader counts as behind. */
const BEHIND_BYTES = 256 * 1024;
/** A reader that has not caught up after this long is cut off. */
const PATIENCE_MS = 30_000;

export class Outbox {
  private readonly ws: WebSocket;
  private readonly socket: Duplex;
  private readonly maxBytes: number;
  /** Newest message by operation id, waiting for the reader; null: it is not behind. */
  private waiting: Map<string, string> | null = null;
  private onCaughtUp: (() => void)[] = [];
  private patience: NodeJS.Timeout | null = null;

  constructor(ws: WebSocket, socket: Duplex, maxBytes: number) {
    this.ws = ws;
    this.socket = socket;
    this.maxBytes = maxBytes;
  }

  /** False while the reader is behind: what must not be lost should wait for `whenReady`. */
  get isReady(): boolean {
    return this.waiting === null;
  }

  /** Sends now, in order. */
  send(message: string): void {
    if (this.ws.readyState !== this.ws.OPEN) return;
    this.ws.send(message);
    if (this.ws.bufferedAmount > BEHIND_BYTES) this.fallBehind();
  }

  /** Sends now, or when the reader has caught up and nothing newer has come for this operation. */
  sendNewest(id: string, message: string): void {
    if (this.waiting) this.waiting.set(id, message);
    else this.send(message);
  }

  forget(id: string): void {
    this.waiting?.delete(id);
  }

  whenReady(callback: () => void): void {
    if (this.isReady) callback();
    else this.onCaughtUp.push(callback);
  }

  close(): void {
    if (this.patience) clearTimeout(this.patience);
    this.patience = null;
    this.waiting?.clear();
    this.onCaughtUp = [];
  }

  private fallBehind(): void {
    if (this.ws.bufferedAmount > this.maxBytes) this.ws.terminate();
    if (this.waiting) return;
    this.waiting = new Map();
    this.patience = setTimeout(() => this.ws.terminate(), PATIENCE_MS);
    this.socket.once('drain', () => this.catchUp());
  }

  private catchUp(): void {
    const messages = [...(this.waiting ?? [])];
    const callbacks = this.onCaughtUp;
    this.close();
    this.waiting = null;
    for (const [id, message] of messages) this.sendNewest(id, message);
    for (const callback of callbacks) this.whenReady(callback);
  }
}
