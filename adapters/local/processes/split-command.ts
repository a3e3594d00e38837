/**
 * Takes a command line apart when a shell would do nothing else with it: words, quotes, `$NAME`, leading `NAME=value`. Such a command is
 * started directly, so that the app itself is the process we know, measure and signal. Everything else is for the shell (null).
 */

export interface PlainCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** What the line itself sets before the command. */
  readonly assigned: Readonly<Record<string, string>>;
}

/** One of: 'single quoted' · "double quoted" · $NAME or ${NAME} · plain characters. */
const piece = /'([^']*)'|"((?:[^"\\$`]|\$(?:\w+|\{\w+\}))*)"|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})|([A-Za-z0-9_./:@%+=,-]+)/y;
const builtins = new Set([
  '.',
  ':',
  'alias',
  'cd',
  'command',
  'eval',
  'exec',
  'exit',
  'export',
  'read',
  'set',
  'shift',
  'source',
  'time',
  'trap',
  'ulimit',
  'umask',
  'unset',
  'wait',
  'if',
  'for',
  'while',
  'case',
  'until',
]);

export function splitCommand(line: string, environment: Readonly<Record<string, string>>): PlainCommand | null {
  const words = splitWords(line.trim(), environment);
  if (words === null) return null;
  const assigned: Record<string, string> = {};
  let at = 0;
  for (; at < words.length; at++) {
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(words[at] ?? '') ?? [];
    if (name === undefined) break;
    assigned[name] = value ?? '';
  }
  const [file, ...args] = words.slice(at);
  return file === undefined || builtins.has(file) ? null : { file, args, assigned };
}

function splitWords(line: string, environment: Readonly<Record<string, string>>): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < line.length; ) {
    const blank = /^[ \t]+/.exec(line.slice(at));
    if (blank) {
      if (word !== null) words.push(word);
      word = null;
      at += blank[0].length;
      continue;
    }
    piece.lastIndex = at;
    const match = piece.exec(line);
    if (!match) return null;
    const [text, single, double, name, braced, plain] = match;
    const variable = name ?? braced;
    const value = variable === undefined ? null : (environment[variable] ?? '');
    // Unquoted, a shell would split such a value again or lose it.
    if (value !== null && (value === '' || /[\s*?[\]]/.test(value))) return null;
    word = (word ?? '') + (single ?? (double === undefined ? undefined : expand(double, environment)) ?? value ?? plain ?? '');
    at += text.length;
  }
  if (word !== null) words.push(word);
  return words;
}

function expand(text: string, environment: Readonly<Record<string, string>>): string {
  return text.replace(
    /\$(?:(\w+)|\{(\w+)\})/g,
    (_, name: string | undefined, braced: string | undefined) => environment[name ?? braced ?? ''] ?? '',
  );
}
