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

/** Told how long the server took for one statement, as far as can be seen from here. */
export type OnTime = (ms: number) => void;

/** Somebody's read that is sent together with others'. */
interface Rider {
  readonly statement: BatchStatement;
  readonly onTime: OnTime;
  resolve(results: readonly StatementResult[]): void;
  reject(error: Error): void;
}

interface Job {
  readonly sentAt: number;
  readonly onTime: readonly OnTime[];
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
  private riders: Rider[] = [];
  private readonly prepared = new Map<string, string>();
  private preparedCount = 0;
  private preparedCharacters = 0;
  /** Names that the server still holds and nobody uses: closed before anything that could fail. */
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
  async run(statements: readonly BatchStatement[], onTime: readonly OnTime[] = []): Promise<readonly StatementResult[]> {
    const isOwnTransaction = this.status === 'I';
    try {
      return await this.send(statements, onTime);
    } catch (error) {
      if (!isOwnTransaction || !(error instanceof PostgresError) || !isOutdatedPlan(error)) throw error;
      for (const statement of statements) this.forget(statement.text);
      if (this.isInTransaction) await this.send([{ text: 'rollback' }]);
      return await this.send(statements);
    }
  }

  /**
   * Runs one read. What has arrived in this turn of the event loop goes together: one write, one transaction, one answer, which saves
   * the server a third of the work that a look-up by key is. An error touches only its own: the transaction has taken everything back,
   * and each runs again alone.
   */
  share(statement: BatchStatement, onTime: OnTime): Promise<readonly StatementResult[]> {
    return new Promise((resolve, reject) => {
      this.riders.push({ statement, onTime, resolve, reject });
      if (this.riders.length === 1) setImmediate(() => this.sendRiders());
    });
  }

  private sendRiders(): void {
    const { riders } = this;
    this.riders = [];
    const statements = riders.map(({ statement }) => statement);
    const [first] = riders;
    if (riders.length === 1 && first) return void this.run(statements, [first.onTime]).then(first.resolve, first.reject);
    this.send(
      statements,
      riders.map(({ onTime }) => onTime),
    ).then(
      (results) => {
        for (const [i, rider] of riders.entries()) rider.resolve(results.slice(i, i + 1));
      },
      (error: Error) => {
        for (const { statement, resolve, reject } of riders) {
          if (error instanceof PostgresError) this.run([statement]).then(resolve, reject);
          else reject(error);
        }
      },
    );
  }

  private send(statements: readonly BatchStatement[], onTime: readonly OnTime[] = []): Promise<readonly StatementResult[]> {
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
    return this.enqueue(writer.finish(), parsing, onTime);
  }

  /** Several statements in one text, by the simple protocol. */
  script(text: string): Promise<readonly StatementResult[]> {
    if (this.lost) return Promise.reject(this.lost);
    const writer = new MessageWriter(text.length + 64);
    writer.query(text.replaceAll('\0', ''));
    return this.enqueue(writer.finish(), [], []);
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

  private enqueue(bytes: Buffer, parsing: string[], onTime: readonly OnTime[]): Promise<readonly StatementResult[]> {
    return new Promise((resolve, reject) => {
      const sentAt = onTime.length > 0 ? performance.now() : 0;
      this.jobs.push({ sentAt, onTime, results: [newResult()], parsing, error: null, resolve, reject });
      this.socket.write(bytes);
    });
  }

  /** What came in one packet shares the time since the one before. */
  private tellTimes(): void {
    const { timed } = this;
    this.timed = [];
    const now = performance.now();
    const all = timed.flatMap(({ onTime }) => onTime);
    const each = (now - Math.max(timed[0]?.sentAt ?? now, this.freeSince)) / all.length;
    this.freeSince = now;
    for (const onTime of all) onTime(each);
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
      this.forgotten.push(itsName);
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
        if (job.onTime.length > 0) this.timed.push(job);
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
