/** A metadata object that does not fit the catalog. Thrown where it is found, caught once an object: it becomes an inconsistency. */
import type { ErrorCode } from '../error.ts';
import type { Inconsistency } from './model.ts';

export class Unresolvable extends Error {
  readonly code: ErrorCode;
  /** What stands before the reason. */
  readonly heading: string;

  constructor(message: string, code: ErrorCode = 'invalid-params', heading = HEADING) {
    super(message);
    this.name = 'Unresolvable';
    this.code = code;
    this.heading = heading;
  }
}

const HEADING = 'Inconsistent object';

/** What an inconsistency says about its object: Hasura's words (`get_inconsistent_metadata`). */
export interface Described {
  readonly type: string;
  readonly name: string;
  readonly definition: unknown;
}

export class Inconsistencies {
  readonly #list: Inconsistency[] = [];

  get list(): readonly Inconsistency[] {
    return this.#list;
  }

  add(what: Described, reason: string, heading = HEADING): void {
    this.#list.push({ ...what, reason: `${heading}: ${reason}` });
  }

  push(...inconsistencies: readonly Inconsistency[]): void {
    this.#list.push(...inconsistencies);
  }

  /** The result, or null with the failure on the list. `context` is put before its message. */
  attempt<T>(what: Described, context: string, resolve: () => T): T | null {
    try {
      return resolve();
    } catch (error) {
      if (!(error instanceof Unresolvable)) throw error;
      this.add(what, context + error.message, error.heading);
      return null;
    }
  }
}
