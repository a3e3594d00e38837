/** Fills in a parsed template. Bounded: a template over a large body stops instead of filling the memory. */
import { DigitsNumber, isObject, type Json, property, writeJson } from '../../json.ts';
import { FUNCTIONS, FunctionError, numeric, type TemplateFunction } from './functions.ts';
import { type Node, TemplateError } from './template.ts';

export interface Scope {
  /** `$body`, `$base_url`, … */
  readonly variables: Readonly<Record<string, Json>>;
  /** Beyond Kriti's own. */
  readonly functions: Readonly<Record<string, TemplateFunction>>;
}

/** Nodes evaluated (half a second), and characters of text made. */
const MAX_NODES = 1_000_000;
const MAX_CHARACTERS = 64_000_000;

export function evaluateTemplate(template: Node, scope: Scope): Json {
  let nodes = 0;
  let characters = 0;
  const spend = (node: Node, text = 0) => {
    nodes++;
    characters += text;
    if (nodes > MAX_NODES || characters > MAX_CHARACTERS)
      throw new TemplateError('Limit Error', 'the template yields too much', node);
  };
  return evaluate(template, new Map(Object.entries(scope.variables)));

  function evaluate(node: Node, variables: ReadonlyMap<string, Json>): Json {
    spend(node);
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'string': {
        const text = node.parts
          .map((part) => (typeof part === 'string' ? part : interpolate(evaluate(part, variables), node)))
          .join('');
        spend(node, text.length);
        return text;
      }
      case 'array':
        return node.items.map((item) => evaluate(item, variables));
      case 'object':
        return Object.fromEntries(node.fields.map(([key, value]) => [key, evaluate(value, variables)]));
      case 'path':
        return lookUp(node, variables);
      case 'call':
        return call(node.name, evaluate(node.argument, variables), node);
      case 'operator':
        return operate(node, variables);
      case 'if':
        return evaluate(boolean(evaluate(node.test, variables), node.test) ? node.yes : node.no, variables);
      case 'range': {
        const over = evaluate(node.over, variables);
        if (!Array.isArray(over)) throw new TemplateError('Range Error', 'Range Error: Can only range over an array', node.over);
        return over.map((item, i) => {
          const inner = new Map(variables);
          if (node.index !== null) inner.set(node.index, i);
          inner.set(node.item, item);
          return evaluate(node.body, inner);
        });
      }
    }
  }

  function operate(node: Node & { kind: 'operator' }, variables: ReadonlyMap<string, Json>): Json {
    const left = evaluate(node.left, variables);
    if (node.operator === '??') return left === null ? evaluate(node.right, variables) : left;
    const right = evaluate(node.right, variables);
    switch (node.operator) {
      case '||':
        return boolean(left, node.left) || boolean(right, node.right);
      case '&&':
        return boolean(left, node.left) && boolean(right, node.right);
      case '==':
        return compare(left, right) === 0;
      case '!=':
        return compare(left, right) !== 0;
      case '<':
        return compare(left, right) < 0;
      case '<=':
        return compare(left, right) <= 0;
      case '>':
        return compare(left, right) > 0;
      case '>=':
        return compare(left, right) >= 0;
      case 'in':
        if (Array.isArray(right)) return right.some((item) => compare(left, item) === 0);
        if (isObject(right) && typeof left === 'string') return Object.hasOwn(right, left);
        throw new TemplateError('Type Error', `Type Error: ${writeJson(right)} is not an Object or Array.`, node.right);
    }
  }

  function call(name: string, argument: Json, node: Node): Json {
    const library = Object.hasOwn(scope.functions, name) ? scope.functions : FUNCTIONS;
    const found = Object.hasOwn(library, name) ? library[name] : undefined;
    if (found === undefined) throw new TemplateError('Function Error', `Function Error: Function ${name} not found.`, node);
    try {
      return found(argument);
    } catch (error) {
      if (error instanceof FunctionError)
        throw new TemplateError('Function Error', `Function Error: ${name}: ${error.message}`, node);
      throw error;
    }
  }
}

function lookUp(node: Node & { kind: 'path' }, variables: ReadonlyMap<string, Json>): Json {
  let value = variables.get(node.head);
  let walked = node.head;
  const missing = () => new TemplateError('Invalid Path', `Path Lookup Error: "${walked}"`, node);
  for (const { key, optional } of node.tail) {
    if (value === undefined) {
      if (optional) return null;
      throw missing();
    }
    walked += typeof key === 'number' ? `[${key}]` : /^[$A-Za-z_][\w$-]*$/.test(key) ? `.${key}` : `['${key}']`;
    if (typeof key === 'number' ? Array.isArray(value) : isObject(value)) {
      value =
        typeof key === 'number'
          ? Array.isArray(value)
            ? value[key]
            : undefined
          : isObject(value)
            ? property(value, key)
            : undefined;
      if (value === undefined) {
        if (optional) return null;
        throw missing();
      }
    } else {
      if (optional) return null;
      throw new TemplateError(
        'Type Error',
        `Type Error: Expected ${typeof key === 'number' ? 'array' : 'object'} at "${walked}"`,
        node,
      );
    }
  }
  if (value === undefined) throw missing();
  return value;
}

function interpolate(value: Json, node: Node): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) || isObject(value)) {
    throw new TemplateError(
      'Type Error',
      `Type Error: Cannot interpolate type: '${isObject(value) ? 'Object' : 'Array'}'.`,
      node,
    );
  }
  return writeJson(value);
}

function boolean(value: Json, node: Node): boolean {
  if (typeof value === 'boolean') return value;
  throw new TemplateError('Type Error', `Type Error: '${writeJson(value)}' is not a boolean.`, node);
}

/** A total order over all JSON, as Kriti's host language derives it: kinds first, then values. */
function compare(a: Json, b: Json): number {
  const kinds = rank(a) - rank(b);
  if (kinds !== 0) return kinds;
  if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : a < b ? -1 : 1;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const difference = compare(a[i], b[i]);
      if (difference !== 0) return difference;
    }
    return a.length - b.length;
  }
  if (isObject(a) && isObject(b)) return compare(sortedPairs(a), sortedPairs(b));
  if (isNumber(a) && isNumber(b)) {
    const difference = numeric(a) - numeric(b);
    return difference === 0 && writeJson(a) !== writeJson(b) && (a instanceof DigitsNumber || b instanceof DigitsNumber)
      ? compare(writeJson(a), writeJson(b))
      : difference;
  }
  return 0;
}

const isNumber = (value: Json): value is number | DigitsNumber => typeof value === 'number' || value instanceof DigitsNumber;
const sortedPairs = (object: Readonly<Record<string, Json>>): Json =>
  Object.entries(object)
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .map(([key, value]) => [key, value]);

function rank(value: Json): number {
  if (value === null) return 5;
  if (typeof value === 'boolean') return 4;
  if (isNumber(value)) return 3;
  if (typeof value === 'string') return 2;
  return Array.isArray(value) ? 1 : 0;
}
