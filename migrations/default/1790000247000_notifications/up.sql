-- Written by a trigger for every event: no foreign key to organization and project, whose deletion is an event as well.
create table if not exists public.notifications (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  project_id uuid,
  channel_id uuid not null references public.notification_channels (id) on delete cascade,
  event_id uuid,
  event_type text references public.domain_event_types (value),
  severity text not null references public.event_severities (value),
  status text not null default 'pending' references public.delivery_statuses (value),
  attempts integer not null default 0,
  next_attempt_at timestamptz default now(),
  claimed_until timestamptz,
  failure_reason text,
  created_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  constraint notifications_attempts_check check (attempts >= 0),
  constraint notifications_event_check check ((event_id is null) = (event_type is null)),
  constraint notifications_end_check check ((status = 'pending') = (finished_at is null))
);

comment on table public.notifications is 'One event for one channel: where it stands. At least once.';
comment on column public.notifications.event_id is 'The domain event; null: a test that somebody asked for.';
comment on column public.notifications.next_attempt_at is 'Not before.';
comment on column public.notifications.claimed_until is 'Until then somebody is sending it.';
comment on column public.notifications.failure_reason is 'Why the newest attempt failed.';

create unique index if not exists notifications_once_idx on public.notifications (channel_id asc, event_id asc)
  where event_id is not null;
create index if not exists notifications_channel_idx on public.notifications (channel_id asc, created_at desc);
create index if not exists notifications_due_idx on public.notifications (channel_id asc, next_attempt_at asc)
  where status = 'pending';
create index if not exists notifications_organization_idx on public.notifications (organization_id asc, created_at desc);
create index if not exists notifications_created_idx on public.notifications (created_at asc);
