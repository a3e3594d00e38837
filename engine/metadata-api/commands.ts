/** The commands of this room by endpoint. The composition root adds those of others (events, scheduled triggers). */
import type { Commands } from './command.ts';
import { runSqlCommands } from './run-sql.ts';
import { wholeMetadataCommands } from './whole-metadata.ts';

/** `/v1/metadata`. */
export const metadataCommands: Commands = { ...wholeMetadataCommands };

/** `/v2/query`. */
export const queryCommands: Commands = { ...runSqlCommands };
