/** Reads a template. Scannerless: whether `}}` closes an expression or two objects is known only while reading. */
import { type Access, type Node, type Operator, TemplateError } from './template.ts';

const MAX_DEPTH = 200;
const WORD = /[$A-Za-z_][$A-Za-z0-9_-]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const INDEX = /-?\d+/y;
const SPACE = /(?:[ \t\r\n]|#[^\n]*)*/y;
/** Loosest first. */
const LEVELS: readonly (readonly Operator[])[] = [['??'], ['||'], ['&&'], ['==', '!=', '<=', '>=', '<', '>', 'in']];

/** A template that yields a JSON value. */
export function parseTemplate(text: string): Node {
  const parser = new Parser(text);
  const node = parser.term(0);
  parser.expectEnd();
  return node;
}

/** A template that yields text (addresses, headers, form values): as if it stood inside quotes. */
export const parseTextTemplate = (text: string): Node => new Parser(text).text(null, 0);

class Parser {
  private readonly source: string;
  private at = 0;

  constructor(source: string) {
    this.source = source;
  }

  expectEnd(): void {
    this.space();
    if (this.at < this.source.length) this.fail();
  }

  /** JSON position: expressions only inside `{{ }}`. */
  term(depth: number): Node {
    this.space();
    return this.source.startsWith('{{', this.at) ? this.block(depth + 1) : this.expression(depth + 1, 0);
  }

  /** Text up to `close` (or the end of the source), with `{{ }}` in it. */
  text(close: string | null, depth: number): Node {
    const start = this.at;
    const parts: (string | Node)[] = [];
    let raw = '';
    const flush = () => {
      if (raw !== '') parts.push(close === null ? raw : this.unescape(raw));
      raw = '';
    };
    for (;;) {
      const character = this.source[this.at];
      if (character === undefined || character === close) {
        if (character !== (close ?? undefined)) this.fail();
        this.at += close === null ? 0 : 1;
        flush();
        return { kind: 'string', parts, start, end: this.at };
      }
      if (this.source.startsWith('{{', this.at)) {
        flush();
        parts.push(this.block(depth + 1));
      } else {
        raw += character;
        this.at++;
        if (character === '\\' && close !== null) raw += this.source[this.at++] ?? this.fail();
      }
    }
  }

  /** `{{ … }}`: a conditional, a loop, or an expression. */
  private block(depth: number): Node {
    if (depth > MAX_DEPTH)
      throw new TemplateError('Limit Error', 'the template is nested too deeply', { start: this.at, end: this.at });
    const start = this.at;
    this.expect('{{');
    if (this.takesWord('if')) return this.conditional(start, depth);
    if (this.takesWord('range')) return this.range(start, depth);
    const node = this.expression(depth, 0);
    this.expect('}}');
    return node;
  }

  private conditional(start: number, depth: number): Node {
    const test = this.expression(depth, 0);
    this.expect('}}');
    const yes = this.term(depth);
    this.expect('{{');
    if (this.takesWord('elif')) {
      const no = this.conditional(this.at, depth + 1);
      return { kind: 'if', test, yes, no, start, end: this.at };
    }
    if (!this.takesWord('else')) this.fail();
    this.expect('}}');
    const no = this.term(depth);
    this.end();
    return { kind: 'if', test, yes, no, start, end: this.at };
  }

  private range(start: number, depth: number): Node {
    const first = this.word();
    this.expect(',');
    const item = this.word();
    this.expect(':=');
    const over = this.expression(depth, 0);
    this.expect('}}');
    const body = this.term(depth);
    this.end();
    return { kind: 'range', index: first === '_' ? null : first, item, over, body, start, end: this.at };
  }

  private end(): void {
    this.expect('{{');
    if (!this.takesWord('end')) this.fail();
    this.expect('}}');
  }

  private expression(depth: number, level: number): Node {
    const operators = LEVELS[level];
    if (operators === undefined) return this.primary(depth);
    let left = this.expression(depth, level + 1);
    for (;;) {
      const operator = operators.find((o) => (o === 'in' ? this.takesWord('in') : this.takes(o)));
      if (operator === undefined) return left;
      const right = this.expression(depth, level + 1);
      left = { kind: 'operator', operator, left, right, start: left.start, end: right.end };
    }
  }

  private primary(depth: number): Node {
    if (depth > MAX_DEPTH)
      throw new TemplateError('Limit Error', 'the template is nested too deeply', { start: this.at, end: this.at });
    this.space();
    const start = this.at;
    const character = this.source[start];
    if (this.source.startsWith('{{', start)) return this.block(depth + 1);
    if (character === '{') return this.object(depth + 1);
    if (character === '[') return this.array(depth + 1);
    if (character === '"') {
      this.at++;
      return { ...this.text('"', depth + 1), start };
    }
    if (character === "'") {
      return { kind: 'string', parts: [this.quoted()], start, end: this.at };
    }
    if (this.takes('(')) {
      const inner = this.term(depth + 1);
      this.expect(')');
      return inner;
    }
    const number = this.match(NUMBER);
    if (number !== null) return { kind: 'literal', value: Number(number), start, end: this.at };
    const word = this.word();
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true', start, end: this.at };
    if (word === 'null') return { kind: 'literal', value: null, start, end: this.at };
    const tail = this.accesses();
    if (tail.length === 0 && this.startsArgument()) {
      const argument = this.primary(depth + 1);
      return { kind: 'call', name: word, argument, start, end: argument.end };
    }
    return { kind: 'path', head: word, tail, start, end: this.at };
  }

  /** A word followed by the start of a value is a function's name. */
  private startsArgument(): boolean {
    this.space();
    return /["'([{$A-Za-z_0-9-]/.test(this.source[this.at] ?? '') && !/^in\b/.test(this.source.slice(this.at, this.at + 3));
  }

  private accesses(): Access[] {
    const tail: Access[] = [];
    for (;;) {
      const optional = /^\?[.[]/.test(this.source.slice(this.at, this.at + 2));
      if (optional) this.at++;
      if (this.source[this.at] === '.') {
        this.at++;
        tail.push({ key: this.word(), optional });
      } else if (/^\[\s*(?:'|"|-?\d)/.test(this.source.slice(this.at, this.at + 20))) {
        this.at++;
        this.space();
        const index = this.match(INDEX);
        tail.push({ key: index === null ? this.quoted() : Number(index), optional });
        this.expect(']');
      } else {
        return tail;
      }
    }
  }

  private quoted(): string {
    const quote = this.source[this.at];
    const end = quote === undefined ? -1 : this.source.indexOf(quote, this.at + 1);
    if ((quote !== "'" && quote !== '"') || end < 0) return this.fail();
    const text = this.source.slice(this.at + 1, end);
    this.at = end + 1;
    return text;
  }

  private array(depth: number): Node {
    const start = this.at;
    const items: Node[] = [];
    this.expect('[');
    if (!this.takes(']')) {
      do items.push(this.term(depth));
      while (this.takes(','));
      this.expect(']');
    }
    return { kind: 'array', items, start, end: this.at };
  }

  private object(depth: number): Node {
    const start = this.at;
    const fields: (readonly [string, Node])[] = [];
    this.expect('{');
    if (!this.takes('}')) {
      do {
        this.expect('"');
        const from = this.at;
        while (this.source[this.at] !== '"')
          this.at += this.source[this.at] === '\\' ? 2 : this.at < this.source.length ? 1 : this.fail();
        const key = this.unescape(this.source.slice(from, this.at));
        this.at++;
        this.expect(':');
        fields.push([key, this.term(depth)]);
      } while (this.takes(','));
      this.expect('}');
    }
    return { kind: 'object', fields, start, end: this.at };
  }

  private unescape(raw: string): string {
    if (!raw.includes('\\')) return raw;
    try {
      return JSON.parse(`"${raw.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`);
    } catch {
      return raw;
    }
  }

  private word(): string {
    this.space();
    return this.match(WORD) ?? this.fail();
  }

  private takesWord(word: string): boolean {
    this.space();
    const from = this.at;
    if (this.match(WORD) === word) return true;
    this.at = from;
    return false;
  }

  private takes(text: string): boolean {
    this.space();
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private expect(text: string): void {
    if (!this.takes(text)) this.fail();
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source);
    if (found === null || found[0] === '') return null;
    this.at += found[0].length;
    return found[0];
  }

  private space(): void {
    SPACE.lastIndex = this.at;
    this.at += SPACE.exec(this.source)?.[0].length ?? 0;
  }

  private fail(): never {
    const found = this.source[this.at];
    const message = found === undefined ? 'Parse Error: Unexpected end of template' : `Parse Error: Unexpected "${found}"`;
    throw new TemplateError('Parse Error', message, { start: this.at, end: this.at + 1 });
  }
}
