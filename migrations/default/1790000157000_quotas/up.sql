create table if not exists public.quotas (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid references public.projects (id) on delete cascade,
  target_id uuid not null,
  quota text not null references public.quota_names (value),
  maximum bigint not null,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint quotas_target_key unique (target_id, quota),
  constraint quotas_maximum_check check (maximum between 0 and 1000000000),
  constraint quotas_project_check check (project_id is null or quota not in ('projects', 'members', 'clusters'))
);

comment on table public.quotas is
  'What an organization or one of its projects may use at most. Below what is used already it stops only what is new.';
comment on column public.quotas.project_id is 'The project it is for; null: the whole organization.';
comment on column public.quotas.target_id is 'Id of the project or of the organization.';

create index if not exists quotas_organization_id_idx on public.quotas (organization_id asc);
create index if not exists quotas_project_id_idx on public.quotas (project_id asc) where project_id is not null;
create index if not exists quotas_created_by_idx on public.quotas (created_by asc);

create table if not exists public.quota_locks (
  target_id uuid not null,
  quota text not null references public.quota_names (value),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  primary key (target_id, quota)
);

comment on table public.quota_locks is
  'One row for each use that is counted: who locks it may count and add, so that of any number at once exactly the allowed ones succeed.';

create index if not exists quota_locks_organization_id_idx on public.quota_locks (organization_id asc);
create index if not exists deployments_in_flight_idx on public.deployments (organization_id asc, project_id asc)
  where status in ('pending_approval', 'queued', 'building', 'scanning', 'deploying', 'verifying', 'cancelling');
