/**
 * Makes exactly the wanted logins work. All of them act as one role that owns the database, so that what one creates belongs to the next
 * as well, and a rotation takes nothing away. Doing it again changes nothing.
 */
import pg from 'pg';
import { type ClientOptions, withClient } from './with-client.ts';

export interface Login {
  readonly username: string;
  readonly password: string;
}

export interface LoginServer {
  /** As superuser. */
  url(database: string): string;
  /** Databases that are there before any other; the first one is connected to. */
  readonly maintenance: readonly [string, ...string[]];
  readonly options?: ClientOptions;
}

export async function ensureLogins(server: LoginServer, databaseName: string, logins: readonly Login[]): Promise<void> {
  const owner = `${databaseName}_owner`;
  const [first] = server.maintenance;
  await ensureOwner(server, databaseName);
  const former = await withClient(
    server.url(first),
    async (client) => {
      if (!(await exists(client, 'select 1 from pg_database where datname = $1', databaseName)))
        await client.query(`create database ${name(databaseName)} owner ${name(owner)}`);
      await client.query(`revoke all on database ${name(databaseName)} from public`);
      for (const database of server.maintenance) await client.query(`revoke connect on database ${name(database)} from public`);
      for (const { username, password } of logins) {
        const is = await exists(client, 'select 1 from pg_roles where rolname = $1', username);
        await client.query(
          `${is ? 'alter' : 'create'} role ${name(username)} login inherit password ${client.escapeLiteral(password)}`,
        );
        await client.query(`grant ${name(owner)} to ${name(username)}`);
        await client.query(`alter role ${name(username)} set role = ${name(owner)}`);
      }
      const { rows } = await client.query<{ rolname: string }>(
        `select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.member join pg_roles o on o.oid = m.roleid
       where o.rolname = $1 and r.rolcanlogin and not r.rolname = any ($2)`,
        [owner, logins.map((l) => l.username)],
      );
      return rows.map((r) => r.rolname);
    },
    server.options,
  );
  for (const username of former) await dropLogin(server, databaseName, owner, username);
}

/** The role that owns what is in the database, which content that is brought back belongs to. */
export async function ensureOwner(server: LoginServer, databaseName: string): Promise<void> {
  const owner = `${databaseName}_owner`;
  await withClient(
    server.url(server.maintenance[0]),
    async (client) => {
      if (!(await exists(client, 'select 1 from pg_roles where rolname = $1', owner)))
        await client.query(`create role ${name(owner)} nologin`);
    },
    server.options,
  );
}

async function dropLogin(server: LoginServer, databaseName: string, owner: string, username: string): Promise<void> {
  await withClient(
    server.url(server.maintenance[0]),
    async (client) => {
      await client.query(`alter role ${name(username)} nologin`);
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [username]);
    },
    server.options,
  );
  // It may have taken its own name again in a session and created something.
  await withClient(
    server.url(databaseName),
    async (client) => {
      await client.query(`reassign owned by ${name(username)} to ${name(owner)}`);
      await client.query(`drop owned by ${name(username)}`);
    },
    server.options,
  );
  await withClient(
    server.url(server.maintenance[0]),
    (client) => client.query(`drop role if exists ${name(username)}`),
    server.options,
  );
}

const exists = async (client: pg.Client, text: string, value: string): Promise<boolean> =>
  (await client.query(text, [value])).rows.length > 0;

const name = (identifier: string): string => pg.escapeIdentifier(identifier);
