/** Opens psql on a database. The password goes by the environment, so that no list of processes shows it. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Fault } from '../../kit/fault.ts';
import { RevealCredentialsDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';

/** Whether it ended well. @throws Fault reject when there is no psql */
export async function runPsql({ client }: Connection, databaseId: string): Promise<boolean> {
  const { revealDatabaseCredentials: shown } = await client.request(
    RevealCredentialsDocument,
    { databaseId, requestId: randomUUID() },
    { idempotent: true },
  );
  const { host, port, username, password, databaseName } = shown;
  const env = {
    ...process.env,
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: username,
    PGPASSWORD: password,
    PGDATABASE: databaseName,
  };
  const child = spawn('psql', [], { stdio: 'inherit', env });
  try {
    const [code] = await once(child, 'exit');
    return code === 0;
  } catch (cause) {
    throw new Fault('reject', {
      code: 'no-psql',
      message: 'psql is not installed here. Install the PostgreSQL client, or use the address of «northstack db credentials».',
      cause,
    });
  }
}
