/** Cuts the bytes of a connection into PostgreSQL's backend messages (protocol 3.0), without copying what arrived whole. */

/** `body` is the message without its code and length; it is only valid as long as its bytes are not reused, which Node never does. */
export type OnMessage = (code: number, body: Buffer) => void;

const HEADER = 5;

export class MessageReader {
  private readonly onMessage: OnMessage;
  /** Chunks of a message that has not arrived whole, with their total size and the size that is waited for. */
  private waiting: Buffer[] = [];
  private waitingSize = 0;
  private needed = 0;

  constructor(onMessage: OnMessage) {
    this.onMessage = onMessage;
  }

  push(chunk: Buffer): void {
    let bytes = chunk;
    if (this.waitingSize > 0) {
      this.waiting.push(chunk);
      this.waitingSize += chunk.length;
      if (this.waitingSize < this.needed) return;
      bytes = Buffer.concat(this.waiting, this.waitingSize);
      this.waiting = [];
      this.waitingSize = 0;
    }
    let at = 0;
    while (bytes.length - at >= HEADER) {
      const end = at + 1 + bytes.readUInt32BE(at + 1);
      if (end > bytes.length) break;
      this.onMessage(bytes.readUInt8(at), bytes.subarray(at + HEADER, end));
      at = end;
    }
    if (at === bytes.length) return;
    this.waiting = [bytes.subarray(at)];
    this.waitingSize = bytes.length - at;
    this.needed = this.waitingSize >= HEADER ? 1 + bytes.readUInt32BE(at + 1) : HEADER;
  }
}

/** One row: its cells are decoded when they are asked for. */
export class DataRow {
  private readonly body: Buffer;

  constructor(body: Buffer) {
    this.body = body;
  }

  get length(): number {
    return this.body.readUInt16BE(0);
  }

  /** null is NULL. */
  bytes(index: number): Buffer | null {
    let at = 2;
    for (let i = 0; i < index; i++) {
      const size = this.body.readInt32BE(at);
      at += 4 + Math.max(size, 0);
    }
    const size = this.body.readInt32BE(at);
    return size === -1 ? null : this.body.subarray(at + 4, at + 4 + size);
  }

  text(index: number): string | null {
    return this.bytes(index)?.toString('utf8') ?? null;
  }

  texts(): (string | null)[] {
    const all: (string | null)[] = [];
    let at = 2;
    for (let i = this.length; i > 0; i--) {
      const size = this.body.readInt32BE(at);
      at += 4;
      all.push(size === -1 ? null : this.body.toString('utf8', at, at + size));
      at += Math.max(size, 0);
    }
    return all;
  }
}

/** RowDescription: the columns' names. */
export function readColumns(body: Buffer): string[] {
  const names: string[] = [];
  let at = 2;
  for (let i = body.readUInt16BE(0); i > 0; i--) {
    const end = body.indexOf(0, at);
    names.push(body.toString('utf8', at, end));
    at = end + 1 + 18;
  }
  return names;
}

/** ErrorResponse and NoticeResponse: one-letter field codes to texts. */
export function readFields(body: Buffer): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let at = 0;
  while (at < body.length && body[at] !== 0) {
    const end = body.indexOf(0, at + 1);
    fields.set(String.fromCharCode(body.readUInt8(at)), body.toString('utf8', at + 1, end));
    at = end + 1;
  }
  return fields;
}

/** CommandComplete's tag, for example `INSERT 0 1`. */
export const readTag = (body: Buffer): string => body.toString('utf8', 0, body.length - 1);
