create table if not exists public.alert_rules (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid references public.projects (id) on delete cascade,
  service_id uuid references public.services (id) on delete cascade,
  name text not null,
  condition text not null references public.alert_conditions (value),
  threshold real,
  for_minutes integer not null default 5,
  severity text not null default 'error' references public.event_severities (value),
  is_enabled boolean not null default true,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint alert_rules_name_check check (length(name) between 1 and 100),
  constraint alert_rules_for_check check (for_minutes between 0 and 1440),
  constraint alert_rules_threshold_check check (
    case when condition in ('service_down', 'deployment_failed') then threshold is null
         when condition = 'crash_loop' then coalesce(threshold, 0) >= 2 and for_minutes >= 1
         when condition = 'error_rate' then coalesce(threshold, -1) between 0 and 100
         else coalesce(threshold, 0) > 0 end
  )
);

comment on table public.alert_rules is 'What shall raise an alert, in a whole organization, a project or a service.';
comment on column public.alert_rules.project_id is 'Only services of this project; null: all of the organization.';
comment on column public.alert_rules.service_id is 'Only this service.';
comment on column public.alert_rules.threshold is 'In the unit that the condition names; null for conditions that need none.';
comment on column public.alert_rules.for_minutes is 'How long the condition must hold before the alert fires; for crash_loop the time in which crashes are counted.';

create index if not exists alert_rules_organization_id_idx on public.alert_rules (organization_id asc);
create index if not exists alert_rules_project_id_idx on public.alert_rules (project_id asc) where project_id is not null;
create index if not exists alert_rules_service_id_idx on public.alert_rules (service_id asc) where service_id is not null;
create index if not exists alert_rules_created_by_idx on public.alert_rules (created_by asc);

drop trigger if exists alert_rules_touch on public.alert_rules;
create trigger alert_rules_touch before update on public.alert_rules for each row execute function public.touch_updated_at();
