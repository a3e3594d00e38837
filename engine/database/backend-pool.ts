/** Connections that are lent and given back: at most so many, closed when idle or old, waiters served in order. */
import type pg from 'pg';
import { EngineError } from '../error.ts';
import { Backend } from './backend.ts';

export interface PoolOptions {
  readonly connection: pg.ClientConfig;
  readonly maxConnections: number;
  readonly poolTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly connectionLifetimeMs: number;
  readonly onConnection?: ((event: { readonly kind: 'lost' | 'back'; readonly message: string }) => void) | undefined;
}

interface Waiter {
  readonly timer: NodeJS.Timeout;
  resolve(backend: Backend): void;
  reject(error: unknown): void;
}

const SWEEP_MS = 5_000;
const RECONNECT_MS = 100;

export class BackendPool {
  private readonly options: PoolOptions;
  /** The one used last is at the end and lent first, so that those not needed grow old. */
  private readonly idle: { readonly backend: Backend; readonly since: number }[] = [];
  private readonly open = new Set<Backend>();
  private readonly waiters: Waiter[] = [];
  private opening = 0;
  private isDown = false;
  private isClosed = false;
  private readonly sweeper: NodeJS.Timeout;

  constructor(options: PoolOptions) {
    this.options = options;
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MS);
    this.sweeper.unref();
  }

  /** A connection that is free right now, or null: then `lend` waits for one. */
  lendNow(): Backend | null {
    for (;;) {
      const entry = this.idle.pop();
      if (!entry) return null;
      if (entry.backend.isOpen) return entry.backend;
    }
  }

  lend(): Promise<Backend> {
    if (this.isClosed) return Promise.reject(new EngineError('unexpected', 'the database is closed'));
    const backend = this.lendNow();
    if (backend) return Promise.resolve(backend);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiters.splice(this.waiters.indexOf(waiter), 1);
        reject(
          new EngineError('postgres-max-connections-error', 'connection acquisition timeout expired', {
            status: 500,
            internal: { max_connections: this.options.maxConnections },
          }),
        );
      }, this.options.poolTimeoutMs);
      const waiter: Waiter = { timer, resolve, reject };
      this.waiters.push(waiter);
      this.openMore();
    });
  }

  /** Somebody waits for a connection. */
  get isAwaited(): boolean {
    return this.waiters.length > 0;
  }

  /** Should be closed as soon as it is free. */
  isOld(backend: Backend): boolean {
    return Date.now() - backend.openedAt > this.options.connectionLifetimeMs;
  }

  giveBack(backend: Backend): void {
    if (!backend.isOpen) return;
    if (backend.isInTransaction || this.isOld(backend)) {
      this.drop(backend);
      return;
    }
    const waiter = this.waiters.shift();
    if (waiter) {
      clearTimeout(waiter.timer);
      waiter.resolve(backend);
    } else if (this.isClosed) void backend.close();
    else this.idle.push({ backend, since: Date.now() });
  }

  connections(): { readonly open: number; readonly idle: number; readonly waiting: number } {
    return { open: this.open.size, idle: this.idle.length, waiting: this.waiters.length };
  }

  /** Waits for nobody: what is lent is closed when it comes back. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.sweeper);
    for (const waiter of this.waiters.splice(0)) {
      clearTimeout(waiter.timer);
      waiter.reject(new EngineError('unexpected', 'the database is closed'));
    }
    await Promise.all(this.idle.splice(0).map(({ backend }) => backend.close()));
  }

  private openMore(): void {
    if (this.opening >= this.waiters.length || this.open.size + this.opening >= this.options.maxConnections) return;
    this.opening++;
    void this.connect()
      .then(
        (backend) => {
          this.opening--;
          this.giveBack(backend);
        },
        (error: unknown) => {
          this.opening--;
          const waiter = this.waiters.shift();
          if (waiter) clearTimeout(waiter.timer);
          waiter?.reject(error);
        },
      )
      .finally(() => this.openMore());
    this.openMore();
  }

  /** Tries twice, as Hasura does: a server that restarts refuses for a moment. */
  private async connect(): Promise<Backend> {
    const open = () => {
      const backend: Promise<Backend> = Backend.open(this.options.connection, () => void backend.then((b) => this.onClosed(b)));
      return backend;
    };
    let backend: Backend;
    try {
      backend = await open().catch(async () => {
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
        return await open();
      });
    } catch (error) {
      this.tell('lost', error instanceof Error ? error.message : String(error));
      throw error;
    }
    this.open.add(backend);
    if (this.isDown) this.tell('back', 'connected again');
    return backend;
  }

  private onClosed(backend: Backend): void {
    if (!this.open.delete(backend)) return;
    const index = this.idle.findIndex((entry) => entry.backend === backend);
    if (index >= 0) this.idle.splice(index, 1);
    if (!this.isClosed && backend.wasLost) this.tell('lost', backend.wasLost);
    this.openMore();
  }

  private tell(kind: 'lost' | 'back', message: string): void {
    if (this.isDown === (kind === 'lost')) return;
    this.isDown = kind === 'lost';
    this.options.onConnection?.({ kind, message });
  }

  private drop(backend: Backend): void {
    void backend.close();
  }

  private sweep(): void {
    const now = Date.now();
    const old = this.idle.filter(
      ({ backend, since }) =>
        now - since > this.options.idleTimeoutMs || now - backend.openedAt > this.options.connectionLifetimeMs,
    );
    for (const { backend } of old) this.drop(backend);
  }
}
