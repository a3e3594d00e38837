/** Which scheduled backups have had their time. Pure. */

export interface KeptBackup {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface Retention {
  readonly days: number;
  /** So many of the newest stay, however old they are. */
  readonly minimumKept: number;
}

const DAY_MS = 24 * 3600_000;

export function outlived(backups: readonly KeptBackup[], { days, minimumKept }: Retention, now: number): readonly string[] {
  return [...backups]
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(minimumKept)
    .filter((backup) => now - backup.createdAt > days * DAY_MS)
    .map((backup) => backup.id);
}
