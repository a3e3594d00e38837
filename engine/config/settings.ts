/** Reads typed settings from an environment and collects what is wrong, so that a start tells all problems at once. */
import { z } from 'zod';

const TRUE_WORDS = new Set(['true', 't', 'yes', 'y', '1']);
const FALSE_WORDS = new Set(['false', 'f', 'no', 'n', '0']);

export class Settings {
  readonly problems: string[] = [];
  private readonly env: Readonly<Record<string, string | undefined>>;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.env = env;
  }

  fail(name: string, what: string): void {
    this.problems.push(`${name} ${what}`);
  }

  /** An unset or empty variable takes the default. */
  text<T extends string | null>(name: string, otherwise: T): string | T {
    const given = this.env[name];
    return given === undefined || given === '' ? otherwise : given;
  }

  flag(name: string, otherwise: boolean): boolean {
    const word = this.text(name, null)?.trim().toLowerCase();
    if (word === undefined) return otherwise;
    if (TRUE_WORDS.has(word)) return true;
    if (!FALSE_WORDS.has(word)) this.fail(name, 'must be true or false');
    return false;
  }

  integer(name: string, otherwise: number, range: { min?: number; max?: number } = {}): number {
    const given = this.text(name, null);
    if (given === null) return otherwise;
    const { min = 0, max = Number.MAX_SAFE_INTEGER } = range;
    const parsed = z.coerce.number().int().min(min).max(max).safeParse(given.trim());
    if (parsed.success) return parsed.data;
    this.fail(name, `must be a whole number from ${min}${range.max === undefined ? '' : ` to ${max}`}`);
    return otherwise;
  }

  choice<const T extends string>(name: string, otherwise: T, choices: readonly T[]): T {
    const given = this.text(name, null)?.trim().toLowerCase();
    if (given === undefined) return otherwise;
    const chosen = choices.find((c) => c === given);
    if (chosen === undefined) this.fail(name, `must be one of ${choices.join(', ')}`);
    return chosen ?? otherwise;
  }

  /** A comma-separated list, of `choices` when they are given. */
  words<const T extends string = string>(name: string, otherwise: readonly T[], choices?: readonly T[]): readonly T[] {
    const given = this.text(name, null);
    if (given === null) return otherwise;
    const isChoice = (word: string): word is T => choices === undefined || choices.some((c) => c === word);
    const words: T[] = [];
    for (const word of given.split(',').map((w) => w.trim())) {
      if (word === '') continue;
      if (isChoice(word)) words.push(word);
      else this.fail(name, `may not hold "${word}"`);
    }
    return words;
  }

  /** JSON text checked against a schema. */
  json<T>(name: string, schema: z.ZodType<T>): T | null {
    const given = this.text(name, null);
    if (given === null) return null;
    let value: unknown;
    try {
      value = JSON.parse(given);
    } catch {
      this.fail(name, 'is not JSON');
      return null;
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    this.fail(name, `is wrong: ${parsed.error.issues.map((i) => `${i.path.join('.') || 'value'}: ${i.message}`).join(', ')}`);
    return null;
  }
}
