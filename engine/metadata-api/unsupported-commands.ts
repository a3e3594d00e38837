/** Commands on what this engine does not do: refused by name, so that nobody takes a typing mistake for the reason. */
import { EngineError } from '../error.ts';
import type { Command, Commands } from './command.ts';

const refusing =
  (what: string): Command =>
  async () => {
    throw new EngineError('not-supported', `${what} are not supported by this engine`);
  };

const each = (what: string, names: readonly string[]): Commands =>
  Object.fromEntries(names.map((name) => [name, refusing(what)]));

export const unsupportedCommands: Commands = {
  ...each('remote schemas', [
    'add_remote_schema',
    'update_remote_schema',
    'remove_remote_schema',
    'reload_remote_schema',
    'introspect_remote_schema',
    'add_remote_schema_permissions',
    'drop_remote_schema_permissions',
    'create_remote_schema_remote_relationship',
    'update_remote_schema_remote_relationship',
    'delete_remote_schema_remote_relationship',
  ]),
  ...each('native queries, logical models and stored procedures', [
    'track_native_query',
    'untrack_native_query',
    'get_native_query',
    'track_logical_model',
    'untrack_logical_model',
    'get_logical_model',
    'track_stored_procedure',
    'untrack_stored_procedure',
  ]),
};
