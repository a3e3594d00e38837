/** The first organization and its administrator, made once on an empty installation. */
import pg from 'pg';
import { hashPassword } from '../../actions/passwords.ts';
import { readablePassword } from '../readable-password.ts';
import { retryTransaction } from '../retry-transaction.ts';

export interface FirstAdministrator {
  readonly email: string;
  /** Shown once; only its hash is kept. */
  readonly password: string;
}

/** null when there are users already: the second start finds the first one's. */
export async function createFirstAdministrator(databaseUrl: string, email: string): Promise<FirstAdministrator | null> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'northstack-bootstrap' });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ empty: boolean }>('select not exists (select from public.users) as empty');
    if (!rows[0]?.empty) return null;
    const password = readablePassword();
    const hash = await hashPassword(password);
    return (await retryTransaction(() => insertAll(client, email, hash))) ? { email, password } : null;
  } finally {
    await client.end();
  }
}

/** One statement, so one transaction. Two starters on one database: the loser finds the organization taken and inserts nothing. */
async function insertAll(client: pg.Client, email: string, passwordHash: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `with organization as (
       insert into public.organizations (slug, name) values ('main', 'Main') on conflict do nothing returning id
     ), person as (
       insert into public.users (email, name, is_platform_admin) select lower($1), 'Administrator', true from organization returning id
     ), credential as (
       insert into public.user_credentials (user_id, password_hash) select id, $2 from person
     )
     insert into public.organization_members (organization_id, user_id, role)
     select organization.id, person.id, 'org_owner' from organization, person`,
    [email, passwordHash],
  );
  return rowCount === 1;
}
