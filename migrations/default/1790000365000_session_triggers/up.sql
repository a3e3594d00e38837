create or replace function public.keep_session() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'INSERT' then
    insert into public.sessions (id, user_id, organization_id, is_browser, client_address, expires_at)
      values (new.family_id, new.user_id, new.organization_id, new.fingerprint_hash is not null,
        public.session_variable('x-hasura-client-address'), new.expires_at)
      on conflict (id) do update
        set organization_id = excluded.organization_id, renewed_at = now(), expires_at = excluded.expires_at;
  elsif old.revoked_at is null and new.revoked_at is not null then
    update public.sessions set ended_at = new.revoked_at where id = new.family_id and ended_at is null;
  end if;
  return null;
end
$$;

comment on function public.keep_session() is 'A sign-in makes a session, each new refresh token renews it, and taking its tokens back ends it.';

drop trigger if exists refresh_tokens_session on public.refresh_tokens;
create trigger refresh_tokens_session after insert or update of revoked_at on public.refresh_tokens
  for each row execute function public.keep_session();

create or replace function public.end_access() returns trigger
  language plpgsql
  as $$
declare
  before jsonb := to_jsonb(old);
  ends boolean;
begin
  if tg_op = 'DELETE' then
    -- What had expired leaves no token behind.
    ends := coalesce(before ->> tg_argv[1], '') in ('', 'true') and coalesce((before ->> 'expires_at')::timestamptz > now(), true);
  elsif tg_argv[0] = 'user' then
    ends := old.is_active and not new.is_active;
    if new.is_active and not old.is_active then
      delete from public.access_ends where subject_id = new.id;
    end if;
  else
    ends := before ->> tg_argv[1] is null and to_jsonb(new) ->> tg_argv[1] is not null;
  end if;
  if ends then
    insert into public.access_ends (subject_id, kind) values (old.id, tg_argv[0])
      on conflict (subject_id) do update set ended_at = now();
    if tg_argv[0] = 'user' and tg_op = 'UPDATE' then
      update public.refresh_tokens set revoked_at = now() where user_id = old.id and revoked_at is null;
    end if;
  end if;
  return null;
end
$$;

comment on function public.end_access() is
  'Tells that access tokens of a session, an API key or a user end now. Arguments: what it is, and the column that says whether it is in use. Switching an account off ends its sessions for good; switching it on again lets its API keys in at once.';

drop trigger if exists sessions_end_access on public.sessions;
create trigger sessions_end_access after update of ended_at or delete on public.sessions
  for each row execute function public.end_access('session', 'ended_at');
drop trigger if exists api_keys_end_access on public.api_keys;
create trigger api_keys_end_access after update of revoked_at or delete on public.api_keys
  for each row execute function public.end_access('api_key', 'revoked_at');
drop trigger if exists users_end_access on public.users;
create trigger users_end_access after update of is_active or delete on public.users
  for each row execute function public.end_access('user', 'is_active');
