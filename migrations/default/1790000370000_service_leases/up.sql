-- Which of several processes does a kind of work: those of `northstack serve events`, because not every platform takes the same call twice. A row that
-- ends by itself, by the database's clock: a process that died or sleeps keeps nobody out, and YugabyteDB has no dependable advisory locks.
create table if not exists public.service_leases (
  name text primary key,
  holder uuid not null,
  seconds integer not null,
  held_until timestamptz not null default now(),
  taken_at timestamptz not null default now(),
  constraint service_leases_seconds_check check (seconds between 1 and 300)
);

comment on table public.service_leases is 'Which process does a kind of work that only one may do at a time.';
comment on column public.service_leases.name is 'The work';
comment on column public.service_leases.holder is 'The process: another one after each start';
comment on column public.service_leases.seconds is 'For how long each renewal holds';
comment on column public.service_leases.held_until is 'Until then nobody else may take it; set by the database';
comment on column public.service_leases.taken_at is 'Since when this process has it';

create or replace function public.hold_service_lease() returns trigger
  language plpgsql
  as $$
begin
  new.held_until := now() + new.seconds * interval '1 second';
  if tg_op = 'UPDATE' and new.holder = old.holder then
    new.taken_at := old.taken_at;
  else
    new.taken_at := now();
  end if;
  return new;
end
$$;

comment on function public.hold_service_lease() is 'Says by the clock of the database how long a lease holds.';

drop trigger if exists service_leases_hold on public.service_leases;
create trigger service_leases_hold before insert or update on public.service_leases
  for each row execute function public.hold_service_lease();
