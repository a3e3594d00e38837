-- Written by a trigger for every event: no foreign key to organization and project, whose deletion is an event as well.
create table if not exists public.webhook_deliveries (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  project_id uuid,
  webhook_id uuid not null references public.webhooks (id) on delete cascade,
  event_id uuid not null,
  event_type text not null references public.domain_event_types (value),
  redelivery_of uuid references public.webhook_deliveries (id) on delete set null,
  status text not null default 'pending' references public.delivery_statuses (value),
  attempts integer not null default 0,
  next_attempt_at timestamptz default now(),
  claimed_until timestamptz,
  response_status integer,
  failure_reason text,
  created_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  constraint webhook_deliveries_attempts_check check (attempts >= 0),
  constraint webhook_deliveries_end_check check ((status = 'pending') = (finished_at is null))
);

comment on table public.webhook_deliveries is 'One event for one webhook: where it stands. At least once; the event''s id tells repeats.';
comment on column public.webhook_deliveries.event_id is 'The domain event; sent as webhook-id, the same in every attempt and redelivery.';
comment on column public.webhook_deliveries.redelivery_of is 'The delivery that somebody asked to repeat.';
comment on column public.webhook_deliveries.attempts is 'How many were begun. One that began when the platform died counts too.';
comment on column public.webhook_deliveries.next_attempt_at is 'Not before.';
comment on column public.webhook_deliveries.claimed_until is 'Until then somebody is sending it.';
comment on column public.webhook_deliveries.response_status is 'HTTP status of the newest answer.';
comment on column public.webhook_deliveries.failure_reason is 'Why the newest attempt failed.';

create unique index if not exists webhook_deliveries_once_idx on public.webhook_deliveries (webhook_id asc, event_id asc)
  where redelivery_of is null;
create index if not exists webhook_deliveries_webhook_idx on public.webhook_deliveries (webhook_id asc, created_at desc);
create index if not exists webhook_deliveries_due_idx on public.webhook_deliveries (webhook_id asc, next_attempt_at asc)
  where status = 'pending';
create index if not exists webhook_deliveries_organization_idx on public.webhook_deliveries (organization_id asc, created_at desc);
create index if not exists webhook_deliveries_redelivery_idx on public.webhook_deliveries (redelivery_of asc)
  where redelivery_of is not null;
create index if not exists webhook_deliveries_event_idx on public.webhook_deliveries (event_id asc);
create index if not exists webhook_deliveries_created_idx on public.webhook_deliveries (created_at asc);
