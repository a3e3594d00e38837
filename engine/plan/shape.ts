/**
 * What a plan depends on in the request's variables. While a request is planned, every look at the structure of a variable (is it
 * null, which keys, how many items, which enum value) is recorded with its answer; scalars that become statement parameters are
 * only checked. The recorded looks of a document make a decision tree: a later request follows it, a map look-up a look, to the
 * plan made for variables of the same shape.
 */
import { DigitsNumber } from '../json.ts';
import type { VariablePath } from '../model/condition.ts';
import { ownValue, type VariableValues } from './variables.ts';

/** `given`: not absent · `null`: null or absent · `kind`: of JSON · `keys`: of an object · `length`: of a list · `exact`: a scalar's value. */
type Aspect = 'given' | 'null' | 'kind' | 'keys' | 'length' | 'exact';
export type Answer = string | number | boolean;

export type JsonKind = 'null' | 'boolean' | 'number' | 'string' | 'list' | 'object';

/** Whether a parameter's value fits its type; the error is made by planning again. */
export interface LeafCheck {
  readonly path: VariablePath;
  readonly accepts: (value: unknown) => boolean;
}

interface Look {
  readonly path: VariablePath;
  readonly aspect: Aspect;
}

/** Answers looks at one request's variables, and remembers them. */
export class ShapeRecorder {
  readonly values: VariableValues;
  readonly looks: (Look & { readonly answer: Answer })[] = [];
  readonly checks: LeafCheck[] = [];
  /** By path object: one that was made twice is looked at twice, which does no harm. */
  readonly #seen = new Map<VariablePath, Set<Aspect>>();

  constructor(values: VariableValues) {
    this.values = values;
  }

  look(path: VariablePath, aspect: Aspect): Answer {
    const answer = answerOf(valueAt(this.values, path), aspect);
    const seen = this.#seen.get(path);
    if (!seen?.has(aspect)) {
      if (seen) seen.add(aspect);
      else this.#seen.set(path, new Set([aspect]));
      this.looks.push({ path, aspect, answer });
    }
    return answer;
  }

  check(path: VariablePath, accepts: (value: unknown) => boolean): void {
    this.checks.push({ path, accepts });
  }
}

interface Branch<T> {
  readonly look: Look;
  readonly next: Map<Answer, Branch<T> | Leaf<T>>;
}

interface Leaf<T> {
  readonly look: null;
  readonly result: T;
  readonly checks: readonly LeafCheck[];
}

/** Results, and looks in all of them: beyond these an operation's shapes are not few, and the tree starts anew. */
const MAX_RESULTS = 200;
const MAX_LOOKS = 20_000;

/** Results by the shape of variables. */
export class ShapeTree<T> {
  #root: Branch<T> | Leaf<T> | null = null;
  #results = 0;
  #looks = 0;

  find(values: VariableValues): T | undefined {
    let node = this.#root ?? undefined;
    while (node !== undefined) {
      if (node.look === null) {
        for (const check of node.checks) if (!check.accepts(valueAt(values, check.path))) return undefined;
        return node.result;
      }
      node = node.next.get(answerOf(valueAt(values, node.look.path), node.look.aspect));
    }
    return undefined;
  }

  add(recorded: ShapeRecorder, result: T): void {
    if (recorded.looks.length > MAX_LOOKS) return;
    if (this.#results >= MAX_RESULTS || this.#looks + recorded.looks.length > MAX_LOOKS) {
      this.#root = null;
      this.#results = 0;
      this.#looks = 0;
    }
    this.#results++;
    this.#looks += recorded.looks.length;
    const leaf: Leaf<T> = { look: null, result, checks: recorded.checks };
    let place = (node: Branch<T> | Leaf<T>) => {
      this.#root = node;
    };
    let node: Branch<T> | Leaf<T> | null = this.#root;
    for (const { path, aspect, answer } of recorded.looks) {
      if (node === null || node.look === null) {
        node = { look: { path, aspect }, next: new Map() };
        place(node);
      }
      const { next } = node;
      place = (child) => next.set(answer, child);
      node = next.get(answer) ?? null;
    }
    place(leaf);
  }
}

export function valueAt(values: VariableValues, path: VariablePath): unknown {
  let value = ownValue(values, path[0]);
  for (let i = 1; i < path.length; i++) {
    const key = path[i];
    if (key === undefined) return undefined;
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isObject(value)) value = ownValue(value, String(key));
    else return undefined;
  }
  return value;
}

export const isObject = (value: unknown): value is VariableValues =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

export function kindOf(value: unknown): JsonKind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  switch (typeof value) {
    case 'boolean':
      return 'boolean';
    case 'number':
    case 'bigint':
      return 'number';
    case 'string':
      return 'string';
    default:
      return value instanceof DigitsNumber ? 'number' : 'object';
  }
}

function answerOf(value: unknown, aspect: Aspect): Answer {
  switch (aspect) {
    case 'given':
      return value !== undefined;
    case 'null':
      return value === null || value === undefined;
    case 'kind':
      return kindOf(value);
    case 'length':
      return Array.isArray(value) ? value.length : -1;
    case 'keys': {
      if (!isObject(value)) return '';
      const keys = Object.keys(value);
      return `${keys.length}\0${keys.join('\0')}`;
    }
    case 'exact':
      return typeof value === 'string'
        ? `s${value}`
        : typeof value === 'object'
          ? exactObject(value)
          : `${typeof value} ${value}`;
  }
}

const exactObject = (value: object | null) => (value instanceof DigitsNumber ? `number ${value.text}` : 'object');
