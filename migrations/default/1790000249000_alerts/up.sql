create table if not exists public.alerts (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null,
  rule_id uuid not null references public.alert_rules (id) on delete cascade,
  service_id uuid not null,
  service_instance_id uuid not null,
  severity text not null references public.event_severities (value),
  status text not null references public.alert_statuses (value),
  summary text not null,
  measured real,
  started_at timestamptz not null,
  fired_at timestamptz,
  cleared_at timestamptz,
  resolved_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint alerts_summary_check check (length(summary) <= 500),
  constraint alerts_fired_check check ((status = 'pending') = (fired_at is null)),
  constraint alerts_resolved_check check ((status = 'resolved') = (resolved_at is not null))
);

comment on table public.alerts is 'What an alert rule found: at most one that is not over for each rule and service instance.';
comment on column public.alerts.service_instance_id is 'Where. The alert stays when the instance is gone.';
comment on column public.alerts.summary is 'One sentence.';
comment on column public.alerts.measured is 'What was measured, in the unit of the rule''s threshold.';
comment on column public.alerts.started_at is 'Since when the condition holds.';
comment on column public.alerts.cleared_at is 'Since when it no longer holds; after a while of that the alert is resolved.';

create unique index if not exists alerts_open_idx on public.alerts (rule_id asc, service_instance_id asc) where status <> 'resolved';
create index if not exists alerts_rule_id_idx on public.alerts (rule_id asc, started_at desc);
create index if not exists alerts_organization_idx on public.alerts (organization_id asc, started_at desc);
create index if not exists alerts_project_idx on public.alerts (project_id asc, started_at desc);
create index if not exists alerts_instance_idx on public.alerts (service_instance_id asc);

drop trigger if exists alerts_touch on public.alerts;
create trigger alerts_touch before update on public.alerts for each row execute function public.touch_updated_at();
