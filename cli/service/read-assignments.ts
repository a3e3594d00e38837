/** Variables as they are typed: `NAME=value`; everything after the first `=` is the value. */
import { Fault } from '../../kit/fault.ts';

/** @throws Fault reject `invalid-variable` */
export function readAssignments(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(word) ?? [];
      if (name === undefined || value === undefined) {
        throw new Fault('reject', {
          code: 'invalid-variable',
          message: `«${word.split('=')[0]}» is not a variable: write NAME=value.`,
        });
      }
      return [name, value];
    }),
  );
}
