-- No foreign keys: what happened stays known when its subject is gone.
create table if not exists public.domain_events (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  project_id uuid,
  type text not null references public.domain_event_types (value),
  subject_type text not null,
  subject_id uuid not null,
  payload jsonb not null default '{}',
  actor_id uuid,
  request_id text,
  trace_id text,
  parent_id uuid,
  created_at timestamptz not null default clock_timestamp()
);

comment on table public.domain_events is 'What happened, written in the transaction of the change itself. Append-only.';
comment on column public.domain_events.subject_id is 'Id of what it happened to.';
comment on column public.domain_events.actor_id is 'The user whose request caused it; null: the platform.';

create index if not exists domain_events_organization_id_idx on public.domain_events (organization_id asc, created_at desc);
create index if not exists domain_events_project_id_idx on public.domain_events (project_id asc, created_at desc)
  where project_id is not null;
create index if not exists domain_events_subject_idx on public.domain_events (subject_id asc, created_at desc);

drop trigger if exists domain_events_append_only on public.domain_events;
create trigger domain_events_append_only before update or delete on public.domain_events
  for each row execute function public.refuse_change();
drop trigger if exists domain_events_no_truncate on public.domain_events;
create trigger domain_events_no_truncate before truncate on public.domain_events
  for each statement execute function public.refuse_change();
