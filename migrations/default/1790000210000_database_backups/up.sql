create table if not exists public.database_backups (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  database_id uuid not null references public.databases (id) on delete cascade,
  kind text not null default 'manual' references public.backup_kinds (value),
  status text not null default 'queued' references public.backup_statuses (value),
  description text not null default '',
  size_bytes bigint,
  location text,
  engine_version text,
  consistent_at timestamptz,
  expires_at timestamptz,
  failure_step text references public.backup_statuses (value),
  failure_reason text,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz not null default now(),
  deadline_at timestamptz,
  lease_owner text,
  lease_until timestamptz,
  constraint database_backups_description_check check (length(description) <= 500),
  constraint database_backups_size_check check (size_bytes >= 0),
  constraint database_backups_success_check check (
    status <> 'succeeded' or (consistent_at is not null and location is not null)
  ),
  constraint database_backups_failure_check check (status <> 'failed' or (failure_step is not null and failure_reason is not null)),
  constraint database_backups_deadline_check check (deadline_at is not null or status in ('succeeded', 'failed', 'deleted'))
);

comment on table public.database_backups is 'A copy of a database that it, or a new one, can be restored from.';
comment on column public.database_backups.location is 'Where it is kept, in the provider''s words.';
comment on column public.database_backups.consistent_at is 'The moment whose content it holds.';
comment on column public.database_backups.expires_at is 'When it is removed; null: kept until somebody removes it.';
comment on column public.database_backups.failure_step is 'The state in which it failed.';
comment on column public.database_backups.deadline_at is 'When it is ended as failed if it has not ended by itself.';

create index if not exists database_backups_organization_id_idx on public.database_backups (organization_id asc);
create index if not exists database_backups_project_id_idx on public.database_backups (project_id asc);
create index if not exists database_backups_database_id_idx on public.database_backups (database_id asc, created_at desc);
create index if not exists database_backups_created_by_idx on public.database_backups (created_by asc);
create index if not exists database_backups_open_idx on public.database_backups (deadline_at asc) where status in ('queued', 'running', 'deleting');
create index if not exists database_backups_expiry_idx on public.database_backups (expires_at asc) where status = 'succeeded' and expires_at is not null;
-- One at a time: a second one would copy the same files again.
create unique index if not exists database_backups_one_open_idx on public.database_backups (database_id asc) where status in ('queued', 'running');

drop trigger if exists database_backups_touch on public.database_backups;
create trigger database_backups_touch before update on public.database_backups
  for each row execute function public.touch_updated_at();
