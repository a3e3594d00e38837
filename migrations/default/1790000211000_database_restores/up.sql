create table if not exists public.database_restores (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  source_database_id uuid not null references public.databases (id) on delete cascade,
  target_database_id uuid not null references public.databases (id) on delete cascade,
  backup_id uuid references public.database_backups (id) on delete set null,
  target_time timestamptz,
  status text not null default 'queued' references public.restore_statuses (value),
  failure_step text references public.restore_statuses (value),
  failure_reason text,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz not null default now(),
  deadline_at timestamptz,
  lease_owner text,
  lease_until timestamptz,
  constraint database_restores_from_check check (backup_id is null or target_time is null),
  constraint database_restores_failure_check check (status <> 'failed' or (failure_step is not null and failure_reason is not null)),
  constraint database_restores_deadline_check check (deadline_at is not null or status in ('succeeded', 'failed'))
);

comment on table public.database_restores is 'A database brought back to an earlier content, in place or as a new one.';
comment on column public.database_restores.target_database_id is 'The database that gets the content: the source itself, or a new one.';
comment on column public.database_restores.backup_id is 'The backup it is brought back from; null when a moment was named.';
comment on column public.database_restores.target_time is 'The moment whose content is brought back.';
comment on column public.database_restores.failure_step is 'The state in which it failed.';
comment on column public.database_restores.failure_reason is 'What went wrong. A database that was restored in place then goes on with the content it had.';
comment on column public.database_restores.deadline_at is 'When it is ended as failed if it has not ended by itself.';

create index if not exists database_restores_organization_id_idx on public.database_restores (organization_id asc);
create index if not exists database_restores_project_id_idx on public.database_restores (project_id asc);
create index if not exists database_restores_source_idx on public.database_restores (source_database_id asc, created_at desc);
create index if not exists database_restores_target_idx on public.database_restores (target_database_id asc, created_at desc);
create index if not exists database_restores_backup_id_idx on public.database_restores (backup_id asc);
create index if not exists database_restores_created_by_idx on public.database_restores (created_by asc);
create index if not exists database_restores_open_idx on public.database_restores (deadline_at asc) where status in ('queued', 'restoring');
create unique index if not exists database_restores_one_open_idx on public.database_restores (target_database_id asc)
  where status in ('queued', 'restoring');

drop trigger if exists database_restores_touch on public.database_restores;
create trigger database_restores_touch before update on public.database_restores
  for each row execute function public.touch_updated_at();
