/** Cuts a stream of bytes into lines of text: no endless line, no carriage-return progress bars, no broken characters. */
import { StringDecoder } from 'node:string_decoder';

/** A longer line is given out in pieces of this many characters. */
const longest = 16_384;

export class Lines {
  #rest = '';
  #decoder = new StringDecoder('utf8');
  readonly #emit: (line: string) => void;

  constructor(emit: (line: string) => void) {
    this.#emit = emit;
  }

  push(chunk: Uint8Array): void {
    const parts = (this.#rest + this.#decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))).split('\n');
    this.#rest = parts.pop() ?? '';
    for (const part of parts) this.#line(part);
    while (this.#rest.length > longest) {
      this.#emit(this.#rest.slice(0, longest));
      this.#rest = this.#rest.slice(longest);
    }
  }

  /** Bytes taken that have not been given out yet. */
  get pendingBytes(): number {
    return Buffer.byteLength(this.#rest);
  }

  /** The last line, when the stream ended without a newline. */
  end(): void {
    const rest = this.#rest + this.#decoder.end();
    this.#rest = '';
    if (rest !== '') this.#line(rest);
  }

  #line(raw: string): void {
    // What a terminal would show: the text after the last carriage return that is followed by something.
    const ended = raw.replace(/\r+$/, '');
    const text = ended.slice(ended.lastIndexOf('\r') + 1).replaceAll('\0', '');
    for (let at = 0; at === 0 || at < text.length; at += longest) this.#emit(text.slice(at, at + longest));
  }
}
