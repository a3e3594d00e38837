/** YAML (or JSON) text with the place of each value, so that a problem found later is shown where it was written. */
import { isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml';

export interface SourcePosition {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

export interface SourceProblem extends SourcePosition {
  readonly message: string;
}

export interface YamlSource {
  readonly data: unknown;
  /** Of the value at this path, or of its key; of the nearest thing above when it is not there. */
  locate(path: readonly PropertyKey[], part?: 'key' | 'value'): SourcePosition;
  /** How a plain number or boolean was written (`1.10` stays `1.10`); null for everything else. */
  literal(path: readonly PropertyKey[]): string | null;
}

export type YamlReading =
  | { readonly ok: true; readonly source: YamlSource }
  | { readonly ok: false; readonly problems: readonly SourceProblem[] };

export interface YamlOptions {
  /** `<<` copies the entries of another map, as docker-compose files do. */
  readonly merge?: boolean;
}

/** A few thousand lines; what is larger is no configuration that a person wrote. */
const MAX_LENGTH = 1_000_000;
/** Aliases multiply: ten lines can mean gigabytes. */
const MAX_ALIASES = 200;

export function readYaml(text: string, { merge = false }: YamlOptions = {}): YamlReading {
  if (text.length > MAX_LENGTH)
    return failed({ line: 1, column: 1, message: `The file is longer than ${MAX_LENGTH} characters.` });
  const counter = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: counter, merge, prettyErrors: false, stringKeys: true });
    if (document.errors.length > 0)
      return failed(...document.errors.map((e) => ({ ...at(counter, e.pos[0]), message: `${e.message}.` })));
    const data: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return { ok: true, source: { data, ...places(document.contents, counter) } };
  } catch (error) {
    // Too many aliases, an alias of nothing, nesting beyond the stack.
    return failed({ line: 1, column: 1, message: error instanceof Error ? error.message : 'The file cannot be read.' });
  }
}

const failed = (...problems: SourceProblem[]): YamlReading => ({ ok: false, problems });

function places(root: ParsedNode | null, counter: LineCounter): Pick<YamlSource, 'locate' | 'literal'> {
  return {
    locate: (path, part = 'value') => {
      const { offset } = walk(root, path, part);
      return at(counter, offset);
    },
    literal: (path) => {
      const { node } = walk(root, path, 'value');
      return isScalar(node) && (typeof node.value === 'number' || typeof node.value === 'boolean') ? (node.source ?? null) : null;
    },
  };
}

function walk(root: Node | null, path: readonly PropertyKey[], part: 'key' | 'value'): { node: Node | null; offset: number } {
  let node: Node | null = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    const wantsKey = part === 'key' && depth === path.length - 1;
    const next = child(node, step);
    if (next === null) return { node: null, offset };
    node = next.value;
    offset = (wantsKey ? next.key : next.value)?.range?.[0] ?? next.key?.range?.[0] ?? offset;
  }
  return { node, offset };
}

function child(node: Node | null, step: PropertyKey): { key: Node | null; value: Node | null } | null {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return item === undefined ? null : { key: null, value: asNode(item) };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find((p) => isScalar(p.key) && String(p.key.value) === String(step));
  return pair === undefined ? null : { key: asNode(pair.key), value: asNode(pair.value) };
}

const asNode = (value: unknown): Node | null => (isScalar(value) || isMap(value) || isSeq(value) ? value : null);

function at(counter: LineCounter, offset: number): SourcePosition {
  const { line, col } = counter.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
