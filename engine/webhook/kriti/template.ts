/** A parsed Kriti template: JSON with expressions in it (github.com/hasura/kriti-lang, the language of Hasura's transforms). */

/** Offsets into the template's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Node = Span &
  (
    | { readonly kind: 'literal'; readonly value: null | boolean | number }
    /** Text with interpolations; no parts is the empty string. */
    | { readonly kind: 'string'; readonly parts: readonly (string | Node)[] }
    | { readonly kind: 'array'; readonly items: readonly Node[] }
    | { readonly kind: 'object'; readonly fields: readonly (readonly [key: string, value: Node])[] }
    | { readonly kind: 'path'; readonly head: string; readonly tail: readonly Access[] }
    | { readonly kind: 'call'; readonly name: string; readonly argument: Node }
    | { readonly kind: 'operator'; readonly operator: Operator; readonly left: Node; readonly right: Node }
    | { readonly kind: 'if'; readonly test: Node; readonly yes: Node; readonly no: Node }
    | { readonly kind: 'range'; readonly index: string | null; readonly item: string; readonly over: Node; readonly body: Node }
  );

/** `.key`, `['key']`, `[0]`; optional with a leading `?`: what is missing ends the whole path with null. */
export interface Access {
  readonly key: string | number;
  readonly optional: boolean;
}

export type Operator = '??' | '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in';

export class TemplateError extends Error {
  readonly code: string;
  readonly span: Span;
  constructor(
    code: 'Parse Error' | 'Invalid Path' | 'Type Error' | 'Range Error' | 'Function Error' | 'Limit Error',
    message: string,
    span: Span,
  ) {
    super(message);
    this.name = 'TemplateError';
    this.code = code;
    this.span = span;
  }
}

/** How a failure stands in answers: with lines and columns, both from 0 as Kriti counts them. */
export function describeTemplateError(error: TemplateError, template: string) {
  const at = (offset: number) => {
    const before = template.slice(0, offset).split('\n');
    return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
  };
  const start = at(error.span.start);
  const end = at(error.span.end);
  return {
    error_code: error.code,
    message: error.message,
    source_position: { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column },
  };
}
