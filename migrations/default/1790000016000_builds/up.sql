create table if not exists public.builds (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  service_id uuid not null references public.services (id) on delete cascade,
  config_id uuid references public.service_configs (id) on delete set null,
  status text not null default 'queued' references public.build_statuses (value),
  step text references public.build_steps (value),
  git_repository text not null,
  git_reference text not null,
  git_directory text not null,
  git_commit text,
  artifact_kind text references public.artifact_kinds (value),
  artifact_reference text,
  artifact_digest text,
  artifact_framework text,
  artifact_processes jsonb,
  failure_step text references public.build_steps (value),
  failure_reason text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz not null default now(),
  deadline_at timestamptz,
  lease_owner text,
  lease_until timestamptz,
  constraint builds_commit_check check (git_commit ~ '^[0-9a-f]{40}([0-9a-f]{24})?$'),
  constraint builds_artifact_check check (
    status <> 'succeeded'
    or (artifact_kind is not null and artifact_reference is not null and artifact_digest is not null
      and artifact_framework is not null and artifact_processes is not null and git_commit is not null)
  ),
  constraint builds_failure_check check (status <> 'failed' or failure_reason is not null),
  constraint builds_deadline_check check (deadline_at is not null or status in ('succeeded', 'failed', 'cancelled'))
);

comment on table public.builds is 'A git revision being turned into something that runs.';
comment on column public.builds.step is 'What it is doing.';
comment on column public.builds.git_commit is 'The commit that the reference meant.';
comment on column public.builds.artifact_processes is 'Command of each process type.';
comment on column public.builds.failure_reason is 'What went wrong, with the last log lines.';
comment on column public.builds.deadline_at is 'When it is ended as failed if it has not ended by itself.';

create index if not exists builds_organization_id_idx on public.builds (organization_id asc);
create index if not exists builds_project_id_idx on public.builds (project_id asc);
create index if not exists builds_service_id_idx on public.builds (service_id asc, created_at desc);
create index if not exists builds_config_id_idx on public.builds (config_id asc);
create index if not exists builds_open_idx on public.builds (deadline_at asc) where status in ('queued', 'building', 'cancelling');

drop trigger if exists builds_touch on public.builds;
create trigger builds_touch before update on public.builds for each row execute function public.touch_updated_at();
