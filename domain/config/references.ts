/**
 * `${{ service.NAME }}` in a variable: the variable NAME of another service of the project in the same environment, or what the platform
 * gives (URL, HOST, of what is stateful ADDRESS, HOST, PORT). `${{ shared.NAME }}` is a variable of the project, `${{ NAME }}` another one of the same service. `$${{` is a plain `${{`.
 */

export type Variables = Readonly<Record<string, string>>;

export interface ReferenceWorld {
  /** Variables of the project. */
  readonly shared: Variables;
  /** By the name that stands before the dot: variables that people set, and values that the platform gives. */
  readonly scopes: ReadonlyMap<string, ReferenceScope>;
}

export interface ReferenceScope {
  readonly variables: Variables;
  /** null: known by name, not there yet. */
  readonly provided: Readonly<Record<string, string | null>>;
}

export interface ReferenceProblem {
  /** The variable in which the reference stands. */
  readonly variable: string;
  readonly message: string;
}

export interface Resolved {
  readonly values: Variables;
  readonly problems: readonly ReferenceProblem[];
}

/** The values of all variables of one service. A variable with a problem is left out. */
export function resolveVariables(world: ReferenceWorld, service: string): Resolved {
  const values: Record<string, string> = {};
  const problems: ReferenceProblem[] = [];
  const own = world.scopes.get(service)?.variables ?? {};
  const known = new Map<string, string>();
  for (const variable of Object.keys(own)) {
    const result = variableValue({ world, path: [], known }, service, variable);
    if (typeof result === 'string') values[variable] = result;
    else problems.push({ variable, message: result.problem });
  }
  return { values, problems };
}

/** The names before the dots in these variables: what a service needs of others. */
export function referencedScopes(variables: Variables): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of Object.values(variables))
    for (const part of parts(text))
      if (part.kind === 'reference' && part.scope !== null && part.scope !== SHARED) found.add(part.scope);
  return found;
}

export const SHARED = 'shared';

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'reference'; readonly scope: string | null; readonly name: string }
  | { readonly kind: 'mistake'; readonly text: string };

const PATTERN = /\$\$\{\{|\$\{\{(.*?)(?:\}\}|$)/gs;
const REFERENCE = /^\s*(?:([a-z0-9][a-z0-9-]*)\.)?([A-Za-z_][A-Za-z0-9_]*)\s*$/;

function parts(text: string): readonly Part[] {
  const found: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(PATTERN)) {
    if (match.index > end) found.push({ kind: 'text', text: text.slice(end, match.index) });
    end = match.index + match[0].length;
    if (match[1] === undefined) found.push({ kind: 'text', text: '${{' });
    else found.push(reference(match[0], match[1]));
  }
  if (end < text.length) found.push({ kind: 'text', text: text.slice(end) });
  return found;
}

function reference(whole: string, inside: string): Part {
  const words = whole.endsWith('}}') ? REFERENCE.exec(inside) : null;
  if (words?.[2] === undefined) return { kind: 'mistake', text: whole };
  return { kind: 'reference', scope: words[1] ?? null, name: words[2] };
}

/** Values that double each other grow beyond all bounds in a few lines; no operating system takes longer ones anyway. */
const MAX_LENGTH = 65_536;
const MAX_DEPTH = 50;

interface Walk {
  readonly world: ReferenceWorld;
  /** Values that were found before. */
  readonly known: Map<string, string>;
  /** `scope.NAME` of each variable that is being looked at. */
  readonly path: readonly string[];
}

type Value = string | { readonly problem: string };

function variableValue(walk: Walk, scopeName: string, name: string): Value {
  const { world, path, known } = walk;
  const key = `${scopeName}.${name}`;
  if (path.includes(key)) return { problem: `It refers to itself: ${[...path.slice(path.indexOf(key)), key].join(' → ')}.` };
  if (path.length === MAX_DEPTH) return { problem: `It goes through more than ${MAX_DEPTH} variables.` };
  const scope = scopeName === SHARED ? { variables: world.shared, provided: {} } : world.scopes.get(scopeName);
  if (scope === undefined) return { problem: `There is no service “${scopeName}” in this project.` };
  const text = own(scope.variables, name);
  if (text === undefined) return provided(scope, scopeName, name);
  const before = known.get(key);
  if (before !== undefined) return before;
  let value = '';
  for (const part of parts(text)) {
    const piece = pieceOf({ world, known, path: [...path, key] }, scopeName, part);
    if (typeof piece !== 'string') return piece;
    value += piece;
    if (value.length > MAX_LENGTH) return { problem: `With what it refers to it is longer than ${MAX_LENGTH} characters.` };
  }
  known.set(key, value);
  return value;
}

function pieceOf(walk: Walk, scopeName: string, part: Part): Value {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'mistake':
      return { problem: `“${part.text}” is no reference. Write \${{ service.NAME }}, or $\${{ for a plain \${{.` };
    case 'reference':
      return variableValue(walk, part.scope ?? scopeName, part.name);
  }
}

function provided(scope: ReferenceScope, scopeName: string, name: string): Value {
  const value = own(scope.provided, name);
  if (typeof value === 'string') return value;
  if (value === null)
    return { problem: `${scopeName}.${name} is not known yet: deploy “${scopeName}” to this environment first.` };
  const known = [...Object.keys(scope.variables), ...Object.keys(scope.provided)].sort();
  const whose = scopeName === SHARED ? 'The project' : `“${scopeName}”`;
  return {
    problem: `${whose} has no variable ${name}${known.length === 0 ? '.' : `; it has ${known.slice(0, 20).join(', ')}.`}`,
  };
}

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
