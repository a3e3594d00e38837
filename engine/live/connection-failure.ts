/** Whether a failure says that the database could not be reached, rather than that it refused the statement. */

/** SQLSTATE class 08, admin shutdown, crash shutdown, cannot connect now, too many connections; Node's socket errors; the engine's own. */
const CODES =
  /^(connection-lost|08...|57P0[1-3]|53300|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|postgres-max-connections-error)$/;
const MESSAGES =
  /connection terminated|connection ended|client was closed|not queryable|timeout exceeded when trying to connect/i;

export function isConnectionFailure(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && CODES.test(at.code)) return true;
    if (MESSAGES.test(at.message)) return true;
  }
  return false;
}
