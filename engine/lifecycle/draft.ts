/**
 * Metadata under change. Commands edit a draft; each edit is resolved at once, so that a command that makes something inconsistent
 * fails itself; what the draft has become is stored and served as a whole when all commands of the request succeeded.
 */
import type { Catalog } from '../catalog/catalog.ts';
import type { Connection } from '../database/database.ts';
import { EngineError } from '../error.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { Environment } from '../model/environment.ts';
import type { Inconsistency, Model } from '../model/model.ts';
import { type BuildOptions, type Built, build } from './build.ts';

export interface EditOptions {
  /** Name of the object the edit is about, as inconsistencies name it (`table author in source default`): its own problem is the error. */
  readonly about?: string;
  /** Take it even when it adds inconsistencies (`replace_metadata`). */
  readonly allowInconsistent?: boolean;
  /** It replaces everything: what could not be read before is gone, too. */
  readonly isWhole?: boolean;
}

export interface Draft {
  readonly metadata: Metadata;
  readonly catalog: Catalog;
  readonly model: Model;
  readonly resourceVersion: number;
  /** Throws, leaving the draft as it was, when the edit adds inconsistencies. */
  edit(next: Metadata, options?: EditOptions): Promise<void>;
  /** The inconsistencies that the edit would add. */
  preview(next: Metadata): Promise<readonly Inconsistency[]>;
  /** The database changed (or may have): reads it again. Returns whether anything came out different. */
  reread(): Promise<boolean>;
  /** While `work` runs, the database is read over this connection: it sees what its transaction did. A failure leaves the draft as it was. */
  within<T>(connection: Connection, work: () => Promise<T>): Promise<T>;
  /** Stores a new version even when nothing differs, so that the other processes read again, too. */
  touch(options?: {
    /** Prepare the database as if nothing had been prepared: what is there is made again. */
    readonly reapply?: boolean;
  }): void;
}

export class WorkingDraft implements Draft {
  readonly resourceVersion: number;
  readonly base: Built;
  #connection: Connection;
  readonly #env: Environment;
  #built: Built;
  #isFresh = false;
  #touched = false;
  reapplies = false;

  constructor(base: Built, resourceVersion: number, connection: Connection, env: Environment) {
    this.base = base;
    this.#built = base;
    this.resourceVersion = resourceVersion;
    this.#connection = connection;
    this.#env = env;
  }

  get built(): Built {
    return this.#built;
  }
  get metadata(): Metadata {
    return this.#built.metadata;
  }
  get catalog(): Catalog {
    return this.#built.catalog;
  }
  get model(): Model {
    return this.#built.model;
  }
  get isChanged(): boolean {
    return this.#touched || this.#built.metadata !== this.base.metadata || this.sawOtherDatabase;
  }
  /** Tables, functions or enum values are not those of the base. */
  get sawOtherDatabase(): boolean {
    return this.#built.catalog !== this.base.catalog || this.#built.enumValues !== this.base.enumValues;
  }

  async edit(next: Metadata, options: EditOptions = {}): Promise<void> {
    const built = await this.#build(next, options.isWhole ? { unreadable: [] } : {});
    if (!options.allowInconsistent) refuse(added(this.#built.model, built.model), options.about);
    this.#built = built;
  }

  async preview(next: Metadata): Promise<readonly Inconsistency[]> {
    return added(this.#built.model, (await this.#build(next)).model);
  }

  /** One look at the database a draft: the first edit sees what was created since, the following ones build on that. */
  async #build(next: Metadata, options: BuildOptions = {}): Promise<Built> {
    if (!this.#isFresh) await this.reread();
    return build(this.#connection, next, this.#env, this.#built, { ...options, catalog: this.#built.catalog });
  }

  async reread(): Promise<boolean> {
    const before = this.#built;
    this.#built = await build(this.#connection, before.metadata, this.#env, before);
    this.#isFresh = true;
    return this.#built !== before;
  }

  async within<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
    const [outside, before] = [this.#connection, this.#built];
    this.#connection = connection;
    try {
      return await work();
    } catch (error) {
      this.#built = before;
      throw error;
    } finally {
      this.#connection = outside;
    }
  }

  touch({ reapply = false } = {}): void {
    this.#touched = true;
    this.reapplies ||= reapply;
  }
}

/** Where members of an inherited role disagree it inherits nothing; that is told and never refused. */
const CONFLICT = 'inherited role permission inconsistency';

/** Inconsistencies that were not there before. */
function added(before: Model, after: Model): readonly Inconsistency[] {
  const idOf = (i: Inconsistency) => JSON.stringify([i.type, i.name]);
  const known = new Set(before.inconsistencies.map(idOf));
  return after.inconsistencies.filter((i) => i.type !== CONFLICT && !known.has(idOf(i)));
}

/** Those of the edited object are its error, others a refusal. */
function refuse(problems: readonly Inconsistency[], about: string | undefined): void {
  const own = problems.filter((i) => i.name === about);
  if (own.length > 0) {
    throw new EngineError('invalid-configuration', own.map((i) => i.reason).join(', '), { internal: own });
  }
  if (problems.length > 0) {
    throw new EngineError('unexpected', 'cannot continue due to new inconsistent metadata', { internal: problems, status: 400 });
  }
}
