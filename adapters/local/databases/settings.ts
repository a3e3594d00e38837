/** How a database's server is configured for the size that is wanted. */
import type { DatabaseWish } from './record.ts';

/**
 * Finished files of the log go to `../archive`, seen from the data directory. A file that is there already must be the same one (PostgreSQL
 * may ask twice after a crash); it appears under its name only when it is complete.
 */
const archiveCommand =
  'if test -f ../archive/%f; then cmp -s %p ../archive/%f; else cp %p ../archive/%f.part && mv ../archive/%f.part ../archive/%f; fi';

export function serverSettings({ memoryMegabytes, cpuMillicores }: DatabaseWish): Readonly<Record<string, string>> {
  return {
    wal_level: 'replica',
    archive_mode: 'on',
    archive_command: archiveCommand,
    // What was committed is in the archive after so long at the latest.
    archive_timeout: '300',
    shared_buffers: `${Math.max(16, Math.floor(memoryMegabytes / 4))}MB`,
    effective_cache_size: `${Math.floor((memoryMegabytes * 3) / 4)}MB`,
    // 5 MB a connection, three of them kept for us.
    max_connections: String(Math.min(500, Math.max(20, Math.floor(memoryMegabytes / 5)))),
    max_parallel_workers: String(Math.max(1, Math.floor(cpuMillicores / 1000))),
    password_encryption: 'scram-sha-256',
    idle_in_transaction_session_timeout: '600000',
  };
}
