/** JSON from the outside: valid UTF-8, valid JSON, and text that PostgreSQL can hold. */
import { isUtf8 } from 'node:buffer';
import { EngineError } from '../error.ts';

export function parseJsonBody(body: Buffer, parse: (text: string) => unknown = JSON.parse): unknown {
  if (!isUtf8(body)) throw new EngineError('invalid-json', 'the request body is not valid UTF-8');
  return parseJsonText(body.toString('utf8'), parse);
}

/** A lone surrogate is no character: it can reach us only as an escape, so the check is paid only by texts with one. */
export function parseJsonText(text: string, parse: (text: string) => unknown = JSON.parse): unknown {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    const why = error instanceof RangeError ? 'nested too deeply' : 'not a valid json value';
    throw new EngineError('invalid-json', `Error in $: Failed reading: ${why}`);
  }
  if (SURROGATE_ESCAPE.test(text) && !isWellFormed(value))
    throw new EngineError('invalid-json', 'the request holds a lone surrogate, which is not a Unicode character');
  return value;
}

const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;

function isWellFormed(root: unknown): boolean {
  const todo: unknown[] = [root];
  while (todo.length > 0) {
    const value = todo.pop();
    if (typeof value === 'string') {
      if (!WELL_FORMED.test(value)) return false;
    } else if (Array.isArray(value)) for (const item of value) todo.push(item);
    else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) todo.push(key, item);
  }
  return true;
}

/** With the `u` flag a lone surrogate is a code point of its own category. */
const WELL_FORMED = /^\P{Cs}*$/u;
