/**
 * A build command as far as an emulated build understands it: `echo` (with variables and `>&2`), `sleep` and `exit`, one after the other;
 * everything else is taken to succeed. Nothing is ever executed.
 */
import { setTimeout as delay } from 'node:timers/promises';

export interface ShellOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly print: (stream: 'stdout' | 'stderr', text: string) => void;
  readonly signal: AbortSignal;
}

/** @returns the exit code */
export async function emulateShell(command: string, { environment, print, signal }: ShellOptions): Promise<number> {
  for (const statement of command.split(/;|&&|\n/).map((s) => s.trim())) {
    const [, words, toStderr] = /^echo\s+(.*?)\s*(>&2)?$/.exec(statement) ?? [];
    if (words !== undefined) print(toStderr === undefined ? 'stdout' : 'stderr', expand(words, environment));
    const seconds = /^sleep\s+([\d.]+)$/.exec(statement)?.[1];
    if (seconds !== undefined) await delay(Number(seconds) * 1000, undefined, { signal });
    const code = /^exit\s+(\d+)$/.exec(statement)?.[1];
    if (code !== undefined) return Number(code);
  }
  return 0;
}

const expand = (words: string, environment: Readonly<Record<string, string>>): string =>
  words
    .replace(/^"(.*)"$|^'(.*)'$/, (_, double?: string, single?: string) => double ?? single ?? '')
    .replace(/\$\{?(\w+)\}?/g, (_, name: string) => environment[name] ?? '');
