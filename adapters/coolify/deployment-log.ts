/** A deployment's log: a string that holds JSON, whole with every look. Entries are told apart by their order. Pure. */
import type { BuildStep } from '../../domain/ports/source-builder.ts';
import { logEntries } from './replies.ts';

export interface LogEntry {
  readonly order: number;
  readonly stream: 'stdout' | 'stderr';
  /** Milliseconds since the epoch; null when it does not say. */
  readonly at: number | null;
  readonly text: string;
}

/**
 * In order. Hidden entries are what Coolify shows as debug output; only their output is ever read, never their command, which holds
 * variables. What cannot be read has no entries.
 */
export function parseLog(logs: string | null | undefined, withHidden: boolean): readonly LogEntry[] {
  const parsed = logEntries.safeParse(jsonOf(logs ?? '[]'));
  if (!parsed.success) return [];
  return parsed.data
    .map(({ output, type, timestamp, hidden, order }, i) => ({
      order: order ?? i + 1,
      stream: type === 'stderr' ? ('stderr' as const) : ('stdout' as const),
      at: timeOf(timestamp),
      text: output ?? '',
      hidden: hidden === true,
    }))
    .filter(({ hidden, text }) => (withHidden || !hidden) && text.trim() !== '')
    .sort((a, b) => a.order - b.order)
    .map(({ hidden: _, ...entry }) => entry);
}

/** How far it came, by what Coolify writes when a step begins. */
export function stepOf(entries: readonly LogEntry[]): BuildStep {
  let step: BuildStep = 'clone';
  for (const { text } of entries) step = MARKS.find(([mark]) => mark.test(text))?.[1] ?? step;
  return step;
}

/** The newest lines, for a reason. */
export const lastLines = (entries: readonly LogEntry[], count: number): readonly string[] =>
  entries.flatMap(({ text }) => text.trimEnd().split('\n')).slice(-count);

const MARKS: readonly (readonly [RegExp, BuildStep])[] = [
  [/^(Starting deployment of|Importing )/, 'clone'],
  [/^Generating \w+ configuration/, 'detect'],
  [/^Building docker image started/, 'build'],
  [/^(Pushing image to docker registry|Building docker image completed|Rolling update started)/, 'publish'],
];

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function timeOf(timestamp: string | null | undefined): number | null {
  const ms = Date.parse(timestamp ?? '');
  return Number.isNaN(ms) ? null : ms;
}
