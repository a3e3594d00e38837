/** A JSON or GraphQL number as PostgreSQL's input functions read it, with the scale that Hasura gives it. */

/**
 * `numeric` gets its decimals in groups of four, as PostgreSQL's binary form (by which Hasura sends it) has them: `1.1` arrives
 * as `1.1000`; written with an exponent it has one decimal less (`1E-30`: 31), as Hasura's own tests show. Integers and `money`
 * do not read exponents.
 */
export function numberText(text: string, typeName: string): string {
  switch (typeName) {
    case 'numeric': {
      const plain = expanded(text);
      const point = plain.indexOf('.');
      if (point < 0) return plain;
      const grouped = point + 1 + Math.ceil((plain.length - point - 1) / 4) * 4;
      return plain.padEnd(plain === text ? grouped : grouped - 1, '0');
    }
    case 'money':
      return expanded(text);
    case 'int2':
    case 'int4':
    case 'int8':
      return expanded(text).replace(/\.0+$/, '');
    default:
      return text;
  }
}

/** An exponent beyond it would be longer written out than PostgreSQL's largest number. */
const MOST_DIGITS = 20_000;

/** `-2E-2` as `-0.02`. */
function expanded(text: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?[eE]([-+]?\d+)$/.exec(text);
  if (!parts) return text;
  const [, sign = '', whole = '', fraction = ''] = parts;
  const exponent = Number(parts[4]);
  if (Math.abs(exponent) > MOST_DIGITS) return text;
  const point = whole.length + exponent;
  const digits = (whole + fraction).padStart(whole.length + fraction.length + Math.max(0, 1 - point), '0');
  const at = Math.max(point, 1);
  const all = digits.padEnd(at, '0');
  const rest = all.slice(at).replace(/0+$/, '');
  return sign + all.slice(0, at).replace(/^0+(?=\d)/, '') + (rest === '' ? '' : `.${rest}`);
}
