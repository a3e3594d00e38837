create table if not exists public.sign_in_limits (
  subject text primary key,
  failures integer not null default 0,
  blocked_until timestamptz,
  updated_at timestamptz not null default clock_timestamp(),
  constraint sign_in_limits_failures_check check (failures >= 0)
);

comment on table public.sign_in_limits is
  'How often signing in failed of late, by account and by address. An account that does not exist is counted like one that does.';
comment on column public.sign_in_limits.subject is 'account:<keyed hash of the e-mail address> or address:<client address>.';
comment on column public.sign_in_limits.blocked_until is 'Attempts before are refused without looking at the password.';

create index if not exists sign_in_limits_updated_at_idx on public.sign_in_limits (updated_at asc);

create table if not exists public.sign_in_attempts (
  id uuid primary key default gen_random_uuid(),
  account_key text not null,
  address text,
  succeeded_at timestamptz,
  created_at timestamptz not null default clock_timestamp()
);

comment on table public.sign_in_attempts is
  'Each attempt to sign in, counted as failed before the password is looked at, so that parallel guesses are counted too.';
comment on column public.sign_in_attempts.account_key is 'Keyed hash of the e-mail address, whether there is such an account or not.';
comment on column public.sign_in_attempts.succeeded_at is 'Setting it forgives the failures of the account.';

create index if not exists sign_in_attempts_created_at_idx on public.sign_in_attempts (created_at asc);

create or replace function public.count_sign_in(about text, free integer) returns void
  language plpgsql
  as $$
declare
  current_limit public.sign_in_limits;
  failed integer;
begin
  insert into public.sign_in_limits (subject) values (about) on conflict (subject) do nothing;
  select * into current_limit from public.sign_in_limits l where l.subject = about for update;
  if current_limit.blocked_until > clock_timestamp() then
    raise exception 'sign_in_limit: %', ceil(extract(epoch from current_limit.blocked_until - clock_timestamp()))
      using errcode = '23514';
  end if;
  failed := case when current_limit.updated_at < clock_timestamp() - interval '1 hour' then 1 else current_limit.failures + 1 end;
  update public.sign_in_limits l set
    failures = failed,
    updated_at = clock_timestamp(),
    blocked_until = case
      when failed >= free then clock_timestamp() + least(900, power(2, least(failed - free + 1, 10))) * interval '1 second'
    end
  where l.subject = about;
end
$$;

comment on function public.count_sign_in(text, integer) is
  'Counts an attempt. After the free ones each has to wait twice as long as the one before, up to a quarter of an hour; an hour of quiet forgives all.';

create or replace function public.limit_sign_in() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'INSERT' then
    -- Always the account first: two attempts never wait for each other.
    perform public.count_sign_in('account:' || new.account_key, 10);
    if new.address is not null then
      perform public.count_sign_in('address:' || new.address, 50);
    end if;
  elsif old.succeeded_at is null and new.succeeded_at is not null then
    delete from public.sign_in_limits l where l.subject = 'account:' || new.account_key;
    update public.sign_in_limits l set failures = greatest(l.failures - 1, 0), blocked_until = null
      where l.subject = 'address:' || new.address;
  end if;
  return null;
end
$$;

drop trigger if exists sign_in_attempts_limit on public.sign_in_attempts;
create trigger sign_in_attempts_limit after insert or update of succeeded_at on public.sign_in_attempts
  for each row execute function public.limit_sign_in();
