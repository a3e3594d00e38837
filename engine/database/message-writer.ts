/** PostgreSQL's frontend messages (protocol 3.0), written one after the other into one buffer, so that a batch is one write. */

export class MessageWriter {
  private buffer: Buffer;
  private size = 0;

  constructor(capacity: number) {
    this.buffer = Buffer.allocUnsafe(capacity);
  }

  /** Types of the parameters are left to the server. */
  parse(name: string, text: string): void {
    const start = this.begin(0x50);
    this.cstring(name);
    this.cstring(text);
    this.int16(0);
    this.end(start);
  }

  /** Parameters and results are text. */
  bind(name: string, values: readonly (string | null)[]): void {
    const start = this.begin(0x42);
    this.ensure(1);
    this.buffer[this.size++] = 0; // the unnamed portal
    this.cstring(name);
    this.int16(0);
    this.int16(values.length);
    for (const value of values) {
      if (value === null) {
        this.int32(-1);
        continue;
      }
      this.ensure(4 + value.length * 3);
      const written = this.buffer.write(value, this.size + 4, 'utf8');
      this.int32(written);
      this.size += written;
    }
    this.int16(0);
    this.end(start);
  }

  /** Asks for the names of the bound statement's columns. */
  describe(): void {
    this.bytes(DESCRIBE_PORTAL);
  }

  execute(): void {
    this.bytes(EXECUTE);
  }

  /** Forgets a prepared statement. */
  close(name: string): void {
    const start = this.begin(0x43);
    this.ensure(1);
    this.buffer[this.size++] = 0x53;
    this.cstring(name);
    this.end(start);
  }

  sync(): void {
    this.bytes(SYNC);
  }

  /** The simple protocol. */
  query(text: string): void {
    const start = this.begin(0x51);
    this.cstring(text);
    this.end(start);
  }

  copyFail(reason: string): void {
    const start = this.begin(0x66);
    this.cstring(reason);
    this.end(start);
  }

  finish(): Buffer {
    return this.buffer.subarray(0, this.size);
  }

  private begin(code: number): number {
    this.ensure(5);
    this.buffer[this.size] = code;
    this.size += 5;
    return this.size - 4;
  }

  private end(start: number): void {
    this.buffer.writeInt32BE(this.size - start, start);
  }

  /** PostgreSQL's text cannot hold NUL; sent as it is, it would end the string early. */
  private cstring(text: string): void {
    this.ensure(text.length * 3 + 1);
    this.size += this.buffer.write(text, this.size, 'utf8');
    this.buffer[this.size++] = 0;
  }

  private int16(n: number): void {
    this.ensure(2);
    this.buffer.writeUInt16BE(n, this.size);
    this.size += 2;
  }

  private int32(n: number): void {
    this.ensure(4);
    this.buffer.writeInt32BE(n, this.size);
    this.size += 4;
  }

  private bytes(message: Buffer): void {
    this.ensure(message.length);
    message.copy(this.buffer, this.size);
    this.size += message.length;
  }

  private ensure(more: number): void {
    if (this.size + more <= this.buffer.length) return;
    const next = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.size + more));
    this.buffer.copy(next, 0, 0, this.size);
    this.buffer = next;
  }
}

const DESCRIBE_PORTAL = Buffer.from([0x44, 0, 0, 0, 6, 0x50, 0]);
const EXECUTE = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0]);
const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);
export const TERMINATE = Buffer.from([0x58, 0, 0, 0, 4]);

/** A CancelRequest, sent over a connection of its own. */
export function cancelRequest(processId: number, secretKey: number): Buffer {
  const message = Buffer.allocUnsafe(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(80_877_102, 4);
  message.writeInt32BE(processId, 8);
  message.writeInt32BE(secretKey, 12);
  return message;
}
