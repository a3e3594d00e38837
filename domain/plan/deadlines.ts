/** How long what is done to databases and clusters may take, in milliseconds, before it is ended. */

const MINUTE = 60_000;

export const DATA_DEADLINES = {
  provisionDatabase: 20 * MINUTE,
  scaleDatabase: 30 * MINUTE,
  /** A quarter of an hour for a takeover that nobody asked for. */
  failOver: 15 * MINUTE,
  backup: 3 * 60 * MINUTE,
  restore: 3 * 60 * MINUTE,
  deleteDatabase: 30 * MINUTE,
  deleteBackup: 30 * MINUTE,
  provisionCluster: 45 * MINUTE,
  registerCluster: 5 * MINUTE,
  scaleCluster: 45 * MINUTE,
  deleteCluster: 45 * MINUTE,
  createTenantCluster: 15 * MINUTE,
  deleteTenantCluster: 15 * MINUTE,
} as const;
