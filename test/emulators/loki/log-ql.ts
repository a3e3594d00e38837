/** The part of LogQL that finds lines: a selector, line filters, label filters. What it does not know it refuses, as Loki refuses what is no LogQL. */

export interface Line {
  readonly labels: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly text: string;
}

const STRING = String.raw`"(?:[^"\\]|\\.)*"`;

/** @throws with Loki's kind of message */
export function parseLogQl(query: string): (line: Line) => boolean {
  const selector = /^\{([^}]*)\}/.exec(query);
  if (!selector) throw new Error('parse error at line 1, col 1: syntax error: unexpected IDENTIFIER');
  const matchers = (selector[1] ?? '').split(',').map((text) => matcherOf(text.trim()));
  if (matchers.length === 0) throw new Error('parse error : queries require at least one regexp or equality matcher');
  const tests: ((line: Line) => boolean)[] = matchers.map(
    ({ name, matches }) =>
      ({ labels }) =>
        matches(labels[name] ?? ''),
  );
  let rest = query.slice(selector[0].length).trim();
  while (rest !== '') {
    const filter = new RegExp(`^\\|([=~])\\s*(${STRING})`).exec(rest);
    const label = new RegExp(`^\\|\\s*([A-Za-z_]\\w*)\\s*=\\s*(${STRING})`).exec(rest);
    if (filter) {
      const wanted = JSON.parse(filter[2] ?? '""') as string;
      const matches = filter[1] === '=' ? (text: string) => text.includes(wanted) : regex(wanted);
      tests.push(({ text }) => matches(text));
    } else if (label) {
      const wanted = JSON.parse(label[2] ?? '""') as string;
      tests.push(({ labels, metadata }) => (metadata[label[1] ?? ''] ?? labels[label[1] ?? ''] ?? '') === wanted);
    } else throw new Error(`parse error at line 1, col ${query.length - rest.length + 1}: syntax error: unexpected ${rest[0]}`);
    rest = rest.slice((filter ?? label)?.[0].length ?? 0).trim();
  }
  return (line) => tests.every((test) => test(line));
}

function matcherOf(text: string): { readonly name: string; readonly matches: (value: string) => boolean } {
  const found = new RegExp(`^([A-Za-z_]\\w*)\\s*(=~|!=|=)\\s*(${STRING})$`).exec(text);
  if (!found) throw new Error('parse error at line 1: syntax error in the selector');
  const wanted = JSON.parse(found[3] ?? '""') as string;
  const name = found[1] ?? '';
  if (found[2] === '=') return { name, matches: (value) => value === wanted };
  if (found[2] === '!=') return { name, matches: (value) => value !== wanted };
  return { name, matches: regex(`^(?:${wanted})$`) };
}

/** RE2 has its flags in front. */
function regex(pattern: string): (text: string) => boolean {
  const insensitive = pattern.startsWith('(?i)');
  const compiled = new RegExp(insensitive ? pattern.slice(4) : pattern, insensitive ? 'iu' : 'u');
  return (text) => compiled.test(text);
}
