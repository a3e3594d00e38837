/** `Sql` to text and its parameters: `$1, $2…` for one caller, columns of `_subs` for many callers at once. */
import type { CatalogType } from '../catalog/catalog.ts';
import type { Value } from '../model/condition.ts';
import { quoted, type Sql } from './sql.ts';

export interface Rendered {
  readonly text: string;
  /** In the order of the parameters; equal values share one. */
  readonly values: readonly Value[];
}

/** Parameters are `$1::type`. */
export function renderPositional(sql: Sql): Rendered {
  return render(sql, (n, type) => `$${n}::${type}`);
}

/** With the values written into the text, for people to read and run. */
export const renderLiteral = (sql: Sql, textOf: (value: Value) => string | null): string =>
  sql.parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const text = textOf(part.value);
      return `${text === null ? 'null' : quoted(text)}::${part.type}`;
    })
    .join('');

export interface RenderedCohort extends Rendered {
  /**
   * Stands after `from`: one row a caller, `_subs.n` its position from 1, from parameters that are arrays with an element a
   * caller. A statement without values takes one array, for the number of callers.
   */
  readonly subs: string;
  /** Position of the value that must not be shared with equal ones, null when there is none. */
  readonly apart: number | null;
}

/** Parameters are columns of `_subs`. `apart` keeps a parameter of its own (a stream's cursor, which moves on). */
export function renderCohort(sql: Sql, apart?: Value): RenderedCohort {
  const { text, values } = render(sql, (n, type) => `("_subs"."v${n}")::${type}`, apart);
  const arrays = values.map((v, i) => `$${i + 1}::${elementType(v.type)}[]`);
  const names = values.map((_, i) => `"v${i + 1}"`);
  const source = arrays.length > 0 ? arrays.join(', ') : '$1::text[]';
  const columns = names.length > 0 ? names.join(', ') : '"v1"';
  const index = apart ? values.indexOf(apart) : -1;
  return {
    text,
    values,
    subs: `unnest(${source}) with ordinality as "_subs" (${columns}, "n")`,
    apart: index < 0 ? null : index,
  };
}

/** An array of arrays would be flattened by unnest, so arrays travel as text. */
const elementType = (type: CatalogType): string => (type.kind === 'array' || type.element ? 'text' : type.sql);

function render(sql: Sql, parameter: (n: number, type: string) => string, apart?: Value): Rendered {
  const values: Value[] = [];
  const known = new Map<string, number>();
  let text = '';
  for (const part of sql.parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const key = part.value === apart ? '' : JSON.stringify(part.value);
    let n = known.get(key);
    if (n === undefined) {
      n = values.push(part.value);
      known.set(key, n);
    }
    text += parameter(n, part.type);
  }
  return { text, values };
}
