create table if not exists public.backup_schedules (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  database_id uuid not null references public.databases (id) on delete cascade,
  cron text not null,
  retention_days integer not null default 7,
  minimum_kept integer not null default 1,
  is_enabled boolean not null default true,
  next_run_at timestamptz,
  last_run_at timestamptz,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint backup_schedules_database_key unique (database_id),
  constraint backup_schedules_cron_check check (length(cron) <= 100 and cron ~ '^[^ ]+( [^ ]+){4}$' and cron ~ '^[0-9A-Za-z*,/ -]+$'),
  constraint backup_schedules_retention_check check (retention_days between 1 and 3650 and minimum_kept between 1 and 1000)
);

comment on table public.backup_schedules is 'When backups of a database are taken and how long they are kept.';
comment on column public.backup_schedules.cron is 'Minute, hour, day of month, month, day of week; UTC.';
comment on column public.backup_schedules.retention_days is 'Scheduled backups older than this are removed.';
comment on column public.backup_schedules.minimum_kept is 'So many of the newest are kept, however old they are.';
comment on column public.backup_schedules.next_run_at is 'When the next one is due; null: not computed yet, or not enabled.';

create index if not exists backup_schedules_organization_id_idx on public.backup_schedules (organization_id asc);
create index if not exists backup_schedules_project_id_idx on public.backup_schedules (project_id asc);
create index if not exists backup_schedules_created_by_idx on public.backup_schedules (created_by asc);
create index if not exists backup_schedules_due_idx on public.backup_schedules (next_run_at asc) where is_enabled;

drop trigger if exists backup_schedules_touch on public.backup_schedules;
create trigger backup_schedules_touch before update on public.backup_schedules
  for each row execute function public.touch_updated_at();
