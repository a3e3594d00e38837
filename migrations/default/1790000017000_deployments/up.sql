create table if not exists public.deployments (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  service_id uuid not null references public.services (id) on delete cascade,
  environment_id uuid not null references public.environments (id) on delete cascade,
  service_instance_id uuid not null references public.service_instances (id) on delete cascade,
  revision integer not null,
  kind text not null default 'deploy' references public.deployment_kinds (value),
  status text not null default 'queued' references public.deployment_statuses (value),
  git_reference text,
  image text,
  config_id uuid references public.service_configs (id) on delete set null,
  build_id uuid references public.builds (id) on delete set null,
  source_deployment_id uuid references public.deployments (id) on delete set null,
  reason text not null default '',
  failure_step text references public.deployment_statuses (value),
  failure_reason text,
  trace_id text,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz not null default now(),
  deadline_at timestamptz,
  lease_owner text,
  lease_until timestamptz,
  constraint deployments_revision_key unique (service_instance_id, revision),
  constraint deployments_reason_check check (length(reason) <= 500),
  constraint deployments_failure_check check (status <> 'failed' or (failure_step is not null and failure_reason is not null)),
  constraint deployments_deadline_check check (
    deadline_at is not null
    or status in ('running', 'superseded', 'rolled_back', 'failed', 'cancelled', 'rejected')
  )
);

comment on table public.deployments is 'One version of a service on its way into an environment, or having served there.';
comment on column public.deployments.revision is 'Counts up from 1 in each service instance.';
comment on column public.deployments.git_reference is 'Branch, tag or commit that was asked for.';
comment on column public.deployments.image is 'Image reference, for services that are not built here.';
comment on column public.deployments.config_id is 'The settings it runs with; null: the defaults.';
comment on column public.deployments.source_deployment_id is 'For a rollback: the deployment whose artifact it uses again.';
comment on column public.deployments.reason is 'Why, in the words of whoever asked for it.';
comment on column public.deployments.failure_step is 'The state in which it failed.';
comment on column public.deployments.failure_reason is 'What went wrong, with the last log lines.';
comment on column public.deployments.deadline_at is 'When it is ended as failed if it has not got further.';

create index if not exists deployments_organization_id_idx on public.deployments (organization_id asc, created_at desc);
create index if not exists deployments_project_id_idx on public.deployments (project_id asc, created_at desc);
create index if not exists deployments_service_id_idx on public.deployments (service_id asc, created_at desc);
create index if not exists deployments_environment_id_idx on public.deployments (environment_id asc);
create index if not exists deployments_config_id_idx on public.deployments (config_id asc);
create index if not exists deployments_build_id_idx on public.deployments (build_id asc);
create index if not exists deployments_source_deployment_id_idx on public.deployments (source_deployment_id asc)
  where source_deployment_id is not null;
create index if not exists deployments_created_by_idx on public.deployments (created_by asc);
create index if not exists deployments_waiting_idx on public.deployments (organization_id asc)
  where status in ('pending_approval', 'queued');
create index if not exists deployments_open_idx on public.deployments (deadline_at asc)
  where status in ('pending_approval', 'queued', 'building', 'scanning', 'deploying', 'verifying', 'cancelling');
-- At most one deployment of an instance is on its way and at most one serves: two reconcilers cannot both win.
create unique index if not exists deployments_one_active_idx on public.deployments (service_instance_id asc)
  where status in ('building', 'scanning', 'deploying', 'verifying', 'cancelling');
create unique index if not exists deployments_one_running_idx on public.deployments (service_instance_id asc)
  where status = 'running';

drop trigger if exists deployments_touch on public.deployments;
create trigger deployments_touch before update on public.deployments for each row execute function public.touch_updated_at();
