/** The address of a database, credentials included. PostgreSQL, "Connection URIs". */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly databaseName: string;
}

export function databaseUrl({ host, port, username, password, databaseName }: DatabaseAddress): string {
  const place = host.includes(':') ? `[${host}]` : host;
  return `postgresql://${encodeURIComponent(username)}:${encodeURIComponent(password)}@${place}:${port}/${encodeURIComponent(databaseName)}`;
}
