/**
 * One connection to PostgreSQL. `pg` makes it (addresses, TLS, passwords); from then on its socket is ours, because a batch of
 * statements that is one write, and answers that stay bytes, cost a third of what `pg`'s own query path does.
 */
import { connect, type Socket } from 'node:net';
import pg from 'pg';
import type { Statement } from './database.ts';
import { DataRow, MessageReader, readColumns, readFields, readTag } from './message-reader.ts';
import { cancelRequest, MessageWriter, TERMINATE } from './message-writer.ts';
import { ConnectionLost, PostgresError } from './postgres-error.ts';

export interface BatchStatement extends Statement {
  /** Asks for the columns' names. */
  readonly describe?: boolean;
}

export interface StatementResult {
  readonly rows: readonly DataRow[];
  /** null when it returns no rows, or was not asked for. */
  readonly columns: readonly string[] | null;
  readonly command: string;
}

/**
 * Prepared statements kept per connection, by number and by the length of their texts together (PostgreSQL keeps some hundred
 * bytes for each character); the one unused for longest goes first.
 */
const MOST_PREPARED = 250;
const MOST_PREPARED_CHARACTERS = 500_000;

export interface BatchOptions {
  /** Others may be on their way on this connection: they are written together when everything that has arrived is read. */
  readonly isShared?: boolean;
  /** Told how long the server took, as far as can be seen from here. */
  readonly onTime?: (ms: number) => void;
}

interface Job {
  readonly sentAt: number;
  readonly onTime: ((ms: number) => void) | null;
  readonly results: Result[];
  /** Statements being prepared, in the order of their ParseComplete. */
  readonly parsing: string[];
  error: PostgresError | null;
  resolve(results: readonly StatementResult[]): void;
  reject(error: Error): void;
}

interface Result {
  rows: DataRow[];
  columns: string[] | null;
  command: string;
}

export class Backend {
  /** Milliseconds since the epoch. */
  readonly openedAt = Date.now();
  private readonly socket: Socket;
  private readonly processId: number;
  private readonly secretKey: number;
  private readonly address: { readonly host: string; readonly port: number };
  private readonly jobs: Job[] = [];
  /** Answered by the packet that is being read. */
  private timed: Job[] = [];
  /** Since when the server could be at work on the first of the jobs. */
  private freeSince = 0;
  /** Not written yet. */
  private unsent: Buffer[] = [];
  private readonly prepared = new Map<string, string>();
  private preparedCount = 0;
  private preparedCharacters = 0;
  /** Names that the server still holds and nobody uses. */
  private readonly forgotten: string[] = [];
  private lost: ConnectionLost | null = null;
  private isClosing = false;
  /** `I`dle, in a `T`ransaction, or in one that has failed: `E`. */
  private status = 'I';
  private readonly whenClosed: () => void;

  static async open(config: pg.ClientConfig, onClosed: () => void): Promise<Backend> {
    const client = new pg.Client(config);
    // Without a listener an error after connecting, before the socket is taken over, would end the process.
    client.on('error', () => {});
    try {
      await client.connect();
    } catch (error) {
      if (error instanceof pg.DatabaseError)
        throw new PostgresError(
          new Map([
            ['M', error.message],
            ['C', error.code ?? 'XX000'],
          ]),
          0,
        );
      throw new ConnectionLost(error instanceof Error ? error.message : String(error), error);
    }
    return new Backend(client, onClosed);
  }

  private constructor(client: pg.Client, onClosed: () => void) {
    const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
    this.processId = processID;
    this.secretKey = secretKey;
    this.address = { host: client.host, port: client.port };
    this.whenClosed = onClosed;
    this.socket = client.connection.stream as Socket;
    for (const event of ['data', 'error', 'close', 'end', 'drain']) this.socket.removeAllListeners(event);
    const reader = new MessageReader((code, body) => this.receive(code, body));
    this.socket.on('data', (chunk: Buffer) => {
      reader.push(chunk);
      if (this.timed.length > 0) this.tellTimes();
    });
    this.socket.on('error', (error: Error) => this.lose(error.message, error));
    this.socket.on('close', () => this.lose('the connection was closed'));
  }

  get isOpen(): boolean {
    return this.lost === null;
  }

  /** Why it ended without being closed, null while it did not. */
  get wasLost(): string | null {
    return this.isClosing ? null : (this.lost?.message ?? null);
  }

  get isInTransaction(): boolean {
    return this.status !== 'I';
  }

  /** How long the server has been at what it has to answer next. */
  waitedMs(now: number): number {
    const [job] = this.jobs;
    return job ? now - Math.max(job.sentAt, this.freeSince) : 0;
  }

  /**
   * Runs the statements in one round trip. Outside a transaction they are one of their own: when one fails, none took effect
   * and those behind it did not run.
   */
  async run(statements: readonly BatchStatement[], options: BatchOptions = NO_OPTIONS): Promise<readonly StatementResult[]> {
    const isOwnTransaction = this.status === 'I';
    try {
      return await this.send(statements, options);
    } catch (error) {
      if (!isOwnTransaction || !(error instanceof PostgresError) || !isOutdatedPlan(error)) throw error;
      for (const statement of statements) this.forget(statement.text);
      if (this.isInTransaction) await this.send([{ text: 'rollback' }], NO_OPTIONS);
      return await this.send(statements, NO_OPTIONS);
    }
  }

  private send(statements: readonly BatchStatement[], options: BatchOptions): Promise<readonly StatementResult[]> {
    if (this.lost) return Promise.reject(this.lost);
    const parsing: string[] = [];
    const writer = new MessageWriter(1024);
    for (const name of this.forgotten.splice(0)) writer.close(name);
    for (const statement of statements) {
      const name = statement.prepare ? this.statementName(statement.text, writer, parsing) : '';
      if (name === '') {
        writer.parse('', statement.text);
        parsing.push('');
      }
      writer.bind(name, statement.values ?? []);
      if (statement.describe) writer.describe();
      writer.execute();
    }
    writer.sync();
    return this.enqueue(writer.finish(), parsing, options);
  }

  /** Several statements in one text, by the simple protocol. */
  script(text: string): Promise<readonly StatementResult[]> {
    if (this.lost) return Promise.reject(this.lost);
    const writer = new MessageWriter(text.length + 64);
    writer.query(text.replaceAll('\0', ''));
    return this.enqueue(writer.finish(), [], NO_OPTIONS);
  }

  /** Asks the server to stop what this connection is doing. Best effort. */
  cancel(): void {
    const { host, port } = this.address;
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    socket.on('error', () => {});
    socket.setTimeout(5_000, () => socket.destroy());
    socket.end(cancelRequest(this.processId, this.secretKey));
  }

  async close(): Promise<void> {
    if (this.lost) return;
    const closed = new Promise<void>((resolve) => this.socket.once('close', () => resolve()));
    this.isClosing = true;
    this.lost = new ConnectionLost('the connection was closed');
    this.socket.end(TERMINATE);
    await closed;
  }

  private enqueue(bytes: Buffer, parsing: string[], { isShared, onTime }: BatchOptions): Promise<readonly StatementResult[]> {
    return new Promise((resolve, reject) => {
      const sentAt = isShared || onTime ? performance.now() : 0;
      this.jobs.push({ sentAt, onTime: onTime ?? null, results: [newResult()], parsing, error: null, resolve, reject });
      this.unsent.push(bytes);
      if (!isShared) this.write();
      else if (this.unsent.length === 1) setImmediate(() => this.write());
    });
  }

  private write(): void {
    const { unsent } = this;
    if (unsent.length === 0 || this.lost) return;
    this.unsent = [];
    this.socket.write(unsent.length === 1 && unsent[0] ? unsent[0] : Buffer.concat(unsent));
  }

  /** What came in one packet shares the time since the one before. */
  private tellTimes(): void {
    const { timed } = this;
    this.timed = [];
    const now = performance.now();
    const each = (now - Math.max(timed[0]?.sentAt ?? now, this.freeSince)) / timed.length;
    this.freeSince = now;
    for (const job of timed) job.onTime?.(each);
  }

  private statementName(text: string, writer: MessageWriter, parsing: string[]): string {
    let name = this.prepared.get(text);
    if (name !== undefined) {
      // The map's order is the order of use.
      if (this.prepared.size > MOST_PREPARED / 2 || this.preparedCharacters > MOST_PREPARED_CHARACTERS / 2) {
        this.prepared.delete(text);
        this.prepared.set(text, name);
      }
      return name;
    }
    for (const [oldest, itsName] of this.prepared) {
      if (this.prepared.size < MOST_PREPARED && this.preparedCharacters + text.length <= MOST_PREPARED_CHARACTERS) break;
      this.drop(oldest);
      writer.close(itsName);
    }
    name = `s${++this.preparedCount}`;
    this.prepared.set(text, name);
    this.preparedCharacters += text.length;
    writer.parse(name, text);
    parsing.push(text);
    return name;
  }

  private forget(text: string): void {
    const name = this.prepared.get(text);
    if (name === undefined) return;
    this.drop(text);
    this.forgotten.push(name);
  }

  private drop(text: string): void {
    if (this.prepared.delete(text)) this.preparedCharacters -= text.length;
  }

  private receive(code: number, body: Buffer): void {
    const [job] = this.jobs;
    if (code === ERROR && isGoodbye(body)) {
      this.lost ??= new ConnectionLost(readFields(body).get('M') ?? 'the connection was closed');
      return;
    }
    if (!job) return;
    const result = job.results[job.results.length - 1] ?? newResult();
    switch (code) {
      case DATA_ROW:
        result.rows.push(new DataRow(body));
        return;
      case COMMAND_COMPLETE:
        result.command = readTag(body);
        job.results.push(newResult());
        return;
      case EMPTY_QUERY:
        job.results.push(newResult());
        return;
      case READY:
        this.status = String.fromCharCode(body.readUInt8(0));
        this.jobs.shift();
        if (job.onTime) this.timed.push(job);
        this.settle(job);
        return;
      case PARSE_COMPLETE:
        job.parsing.shift();
        return;
      case ROW_DESCRIPTION:
        result.columns = readColumns(body);
        return;
      case ERROR:
        job.error ??= new PostgresError(readFields(body), job.results.length - 1);
        return;
      case COPY_IN: {
        const writer = new MessageWriter(64);
        writer.copyFail('COPY from the client is not supported');
        this.socket.write(writer.finish());
        return;
      }
      default:
        return;
    }
  }

  private settle(job: Job): void {
    if (job.error) {
      for (const text of job.parsing) this.drop(text);
      job.reject(job.error);
      return;
    }
    job.results.pop();
    job.resolve(job.results);
  }

  private lose(message: string, cause?: unknown): void {
    this.lost ??= new ConnectionLost(message, cause);
    for (const job of this.jobs.splice(0)) job.reject(this.lost);
    if (!this.socket.destroyed) this.socket.destroy();
    this.whenClosed();
  }
}

/** After FATAL and PANIC the server closes the connection. */
function isGoodbye(error: Buffer): boolean {
  const fields = readFields(error);
  const severity = fields.get('V') ?? fields.get('S');
  return severity === 'FATAL' || severity === 'PANIC';
}

const NO_OPTIONS: BatchOptions = {};

const newResult = (): Result => ({ rows: [], columns: null, command: '' });

/** The prepared statement is gone, or its result has another type since a table was changed: prepare it anew. */
const isOutdatedPlan = (error: PostgresError): boolean =>
  error.code === '26000' || (error.code === '0A000' && error.routine === 'RevalidateCachedQuery');

const DATA_ROW = 0x44;
const COMMAND_COMPLETE = 0x43;
const EMPTY_QUERY = 0x49;
const READY = 0x5a;
const PARSE_COMPLETE = 0x31;
const ROW_DESCRIPTION = 0x54;
const ERROR = 0x45;
const COPY_IN = 0x47;
