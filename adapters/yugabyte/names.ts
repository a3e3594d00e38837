/** Names of ours in a cluster, all derived from our rows' ids, and what we write on objects to find them and to go on after a restart. */
const short = (id: string): string => `ns-${id.replaceAll('-', '').slice(0, 12)}`;

export const universeName = (databaseId: string): string => short(databaseId);
export const backupName = (backupId: string): string => short(backupId);
export const restoreName = (restoreId: string): string => short(restoreId);
/** Password of the superuser, made once. */
export const superuserSecretName = (databaseId: string): string => `${short(databaseId)}-ysql`;
/** Who may sign in, for us and for whoever takes credentials from a reference. */
export const credentialsSecretName = (databaseId: string): string => `${short(databaseId)}-credentials`;
export const pitrName = (databaseId: string): string => `${short(databaseId)}-pitr`;
/** Backups it takes begin with it. */
export const scheduleName = (databaseId: string): string => `${short(databaseId)}-schedule`;
export const poolerName = (databaseId: string): string => `${short(databaseId)}-pooler`;

export const MANAGED_BY = 'app.kubernetes.io/managed-by';
export const DATABASE = 'northstack.dev/database';
export const BACKUP = 'northstack.dev/backup';
export const RESTORE = 'northstack.dev/restore';
export const OURS = `${MANAGED_BY}=northstack`;

/** What the servers were when a backup was taken. */
export const ENGINE_VERSION = 'northstack.dev/engine-version';

/** JSON of the wish, without passwords. */
export const WISH = 'northstack.dev/wish';
/** When the specification was changed, in milliseconds since the epoch. */
export const CHANGED_AT = 'northstack.dev/changed-at';
/** The object's generation at which the operator was seen to work on it. */
export const WORKED_ON = 'northstack.dev/worked-on';
/** The newest generation of ours that is carried out completely. */
export const CARRIED_OUT = 'northstack.dev/carried-out';
/** Who may sign in now, which can change without a wish: credentials expire by the clock. */
export const LOGINS = 'northstack.dev/logins';
/** Since when every moment can be restored, in milliseconds since the epoch. */
export const RECOVERABLE_SINCE = 'northstack.dev/recoverable-since';
/** JSON of the last restores and how they ended: their own objects are deleted as soon as that is known. */
export const RESTORES = 'northstack.dev/restores';

export const labelsOf = (databaseId: string): Record<string, string> => ({ [MANAGED_BY]: 'northstack', [DATABASE]: databaseId });
