/** `Sql` to text and its parameters: `$1, $2…` for one caller, columns of `_subs` for many callers at once. */
import type { Value } from '../model/condition.ts';
import type { Sql } from './sql.ts';

export interface Rendered {
  readonly text: string;
  /** In the order of the parameters; equal values share one. */
  readonly values: readonly Value[];
}

/** Parameters are `$1::type`. */
export function renderPositional(sql: Sql): Rendered {
  return render(sql, (n, type) => `($${n})::${type}`);
}

function render(sql: Sql, parameter: (n: number, type: string) => string): Rendered {
  const values: Value[] = [];
  const known = new Map<string, number>();
  let text = '';
  for (const part of sql.parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const key = JSON.stringify(part.value);
    let n = known.get(key);
    if (n === undefined) {
      n = values.push(part.value);
      known.set(key, n);
    }
    text += parameter(n, part.type);
  }
  return { text, values };
}
