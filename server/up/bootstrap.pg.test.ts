import { expect, test } from 'vitest';
import { verifyPassword } from '../../actions/passwords.ts';
import { migratedDatabase } from '../../test/support/migrated.ts';
import { createFirstAdministrator } from './bootstrap.ts';

test('an empty installation gets one administrator, a second start and a starter beside it none', async () => {
  await using db = await migratedDatabase();
  const made = await Promise.all([1, 2, 3].map(() => createFirstAdministrator(db.url, 'Admin@Example.com')));
  const [administrator, ...others] = made.filter((m) => m !== null);
  expect(others).toEqual([]);
  expect(administrator?.password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  const rows = await db.sql(`select u.email, u.is_platform_admin, o.slug, m.role, c.password_hash from public.users u
    join public.user_credentials c on c.user_id = u.id join public.organization_members m on m.user_id = u.id
    join public.organizations o on o.id = m.organization_id`);
  expect(rows).toMatchObject([{ email: 'admin@example.com', is_platform_admin: true, slug: 'main', role: 'org_owner' }]);
  expect(await verifyPassword(administrator?.password ?? '', String(rows[0]?.password_hash))).toBe(true);
  expect(await createFirstAdministrator(db.url, 'other@example.com')).toBeNull();
});

test('a start whose first transactions lose a race makes the administrator all the same, once', async () => {
  await using db = await migratedDatabase();
  await db.sql(`create sequence public.tries;
    create function public.lose() returns trigger language plpgsql as $$ begin
      if nextval('public.tries') < 3 then raise exception 'lost' using errcode = '40001'; end if; return null; end $$;
    create trigger lose before insert on public.user_credentials for each statement execute function public.lose();`);
  expect(await createFirstAdministrator(db.url, 'admin@example.com')).not.toBeNull();
  expect(await db.sql('select count(*)::int as n from public.users')).toEqual([{ n: 1 }]);
});
