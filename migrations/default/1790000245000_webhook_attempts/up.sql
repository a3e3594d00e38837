create table if not exists public.webhook_attempts (
  delivery_id uuid not null references public.webhook_deliveries (id) on delete cascade,
  attempt integer not null,
  organization_id uuid not null,
  started_at timestamptz not null,
  duration_ms integer not null,
  response_status integer,
  response_excerpt text,
  failure_reason text,
  primary key (delivery_id, attempt),
  constraint webhook_attempts_excerpt_check check (length(response_excerpt) <= 2000)
);

comment on table public.webhook_attempts is 'The history of a delivery: what each attempt got for an answer.';
comment on column public.webhook_attempts.attempt is 'Counts up from 1. A number that is missing began when the platform died.';
comment on column public.webhook_attempts.response_status is 'HTTP status; null when no answer came.';
comment on column public.webhook_attempts.response_excerpt is 'The beginning of the answer''s body.';
comment on column public.webhook_attempts.failure_reason is 'Why it failed, in a sentence; null when it succeeded.';

create index if not exists webhook_attempts_organization_idx on public.webhook_attempts (organization_id asc, started_at desc);
