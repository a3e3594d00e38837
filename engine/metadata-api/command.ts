/** A command of `/v1/metadata`, `/v2/query` and `/v1/query`: what its `type` names. */
import type { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { Draft } from '../lifecycle/draft.ts';
import { parse } from '../metadata/read.ts';
import type { Environment } from '../model/environment.ts';
import type { Session } from '../session.ts';

export interface CommandContext {
  /** Who asks: always an admin here. */
  readonly session: Session;
  /** Metadata and model as they are now; edits of it are stored and served when the whole request succeeds. */
  readonly draft: Draft;
  /** The source's database. */
  readonly database: Database;
  readonly metadataDatabase: Database;
  readonly env: Environment;
  /** Version of the envelope: `replace_metadata`, `export_metadata` and `reload_metadata` know a second one. */
  readonly version: number;
  /** Where `args` stands in the request, for error paths: `$.args`, `$.args[1].args` in a bulk. */
  readonly path: string;
}

/** The result is the answer's body, as JSON. */
export type Command = (context: CommandContext, args: unknown) => Promise<unknown>;

/** By `type`. A name without `pg_` is given once and serves both. */
export type Commands = Readonly<Record<string, Command>>;

export const SUCCESS = { message: 'success' } as const;

/** A command whose arguments have this shape. */
export const command =
  <T>(schema: z.ZodType<T>, run: (context: CommandContext, args: T) => Promise<unknown>): Command =>
  (context, args) =>
    run(context, parse(schema, args ?? {}, context.path));
