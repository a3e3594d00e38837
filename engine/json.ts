/** JSON whose numbers keep every digit: a handler's `12345678901234567890` reaches the client unchanged, a client's the database. */

export type Json = null | boolean | number | string | DigitsNumber | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A number that a JavaScript number cannot hold; written back as it was read. */
export class DigitsNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toJSON(): number {
    wasRounded = true;
    return Number(this.text);
  }
}

/** Set when `JSON.stringify` meets a number that it cannot write: the price of every digit is paid only then. */
let wasRounded = false;

/** `JSON.stringify`, with every digit. */
export function exactJson(value: unknown): string {
  wasRounded = false;
  const text = JSON.stringify(value) ?? 'null';
  return wasRounded ? writeJson(value) : text;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof DigitsNumber);

/** The value under an own key; `__proto__` and inherited names are never found. */
export const property = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** Throws SyntaxError. Texts without long numbers take the fast road. */
export function parseJson(text: string): Json {
  return /\d[\d.]{15}|\d[eE]/.test(text) ? new Reader(text).document() : JSON.parse(text);
}

/** As `parseJson`, for texts full of UUIDs: a number with an exponent is read as JavaScript reads it, unless there is a long one, too. */
export function parseRequestJson(text: string): Json {
  return hasLongNumber(text) ? new Reader(text).document() : JSON.parse(text);
}

/** So many digits and points in a row may be more than a JavaScript number holds. */
const LONG = 16;

/** Looks at every sixteenth character only: a long number has one there. */
function hasLongNumber(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isOfNumber(text.charCodeAt(at))) continue;
    let from = at;
    let to = at + 1;
    while (from > 0 && isOfNumber(text.charCodeAt(from - 1))) from -= 1;
    while (to < text.length && isOfNumber(text.charCodeAt(to))) to += 1;
    if (to - from >= LONG) return true;
  }
  return false;
}

/** `0` to `9` and the point. */
const isOfNumber = (code: number): boolean => (code >= 48 && code <= 57) || code === 46;

export function writeJson(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (value instanceof DigitsNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${writeJson(item)}`)
    .join(',')}}`;
}

const MAX_DEPTH = 2000;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \t\n\r]*/y;

class Reader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): Json {
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) this.fail();
    return value;
  }

  private value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new SyntaxError('JSON is nested too deeply');
    this.space();
    switch (this.text[this.at]) {
      case '{':
        return this.object(depth);
      case '[':
        return this.array(depth);
      case '"':
        return this.string();
      case 't':
        return this.word('true', true);
      case 'f':
        return this.word('false', false);
      case 'n':
        return this.word('null', null);
      default: {
        const digits = this.match(NUMBER);
        const number = Number(digits);
        return String(number) === digits ? number : new DigitsNumber(digits);
      }
    }
  }

  private object(depth: number): JsonObject {
    const entries: [string, Json][] = [];
    this.at++;
    if (!this.takes('}')) {
      do {
        this.space();
        const key = this.string();
        if (!this.takes(':')) this.fail();
        entries.push([key, this.value(depth + 1)]);
      } while (this.takes(','));
      if (!this.takes('}')) this.fail();
    }
    return Object.fromEntries(entries);
  }

  private array(depth: number): Json[] {
    const items: Json[] = [];
    this.at++;
    if (this.takes(']')) return items;
    do items.push(this.value(depth + 1));
    while (this.takes(','));
    if (!this.takes(']')) this.fail();
    return items;
  }

  private string(): string {
    return JSON.parse(this.match(STRING));
  }

  private word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.fail();
    this.at += word.length;
    return value;
  }

  private takes(character: string): boolean {
    this.space();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) return this.fail();
    this.at += found[0].length;
    return found[0];
  }

  private space(): void {
    SPACE.lastIndex = this.at;
    SPACE.exec(this.text);
    this.at = SPACE.lastIndex;
  }

  private fail(): never {
    throw new SyntaxError(`unexpected ${this.text[this.at] ?? 'end'} at position ${this.at} of JSON`);
  }
}
