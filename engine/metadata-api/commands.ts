/** The commands of this room by endpoint. The composition root adds those of others (events, scheduled triggers). */
import { actionCommands } from './action-commands.ts';
import { catalogCommands } from './catalog-commands.ts';
import { collectionCommands } from './collection-commands.ts';
import type { Commands } from './command.ts';
import { functionCommands } from './function-commands.ts';
import { permissionCommands } from './permission-commands.ts';
import { relationshipCommands } from './relationship-commands.ts';
import { runSqlCommands } from './run-sql.ts';
import { settingCommands } from './setting-commands.ts';
import { sourceCommands } from './source-commands.ts';
import { tableCommands } from './table-commands.ts';
import { triggerCommands } from './trigger-commands.ts';
import { unsupportedCommands } from './unsupported-commands.ts';
import { wholeMetadataCommands } from './whole-metadata.ts';

/** `/v1/metadata`. */
export const metadataCommands: Commands = {
  ...wholeMetadataCommands,
  ...sourceCommands,
  ...tableCommands,
  ...relationshipCommands,
  ...permissionCommands,
  ...functionCommands,
  ...actionCommands,
  ...triggerCommands,
  ...collectionCommands,
  ...settingCommands,
  ...catalogCommands,
  ...unsupportedCommands,
};

/** `/v2/query`. */
export const queryCommands: Commands = { ...runSqlCommands };
