create table if not exists public.service_instances (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  service_id uuid not null references public.services (id) on delete cascade,
  environment_id uuid not null references public.environments (id) on delete cascade,
  desired_state text not null default 'stopped' references public.desired_states (value),
  desired_replicas integer not null default 1,
  generation integer not null default 0,
  status text not null default 'stopped' references public.instance_statuses (value),
  status_reason text,
  status_changed_at timestamptz not null default now(),
  ready_replicas integer not null default 0,
  current_deployment_id uuid,
  subdomain text not null,
  url text,
  observed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint service_instances_place_key unique (service_id, environment_id),
  constraint service_instances_subdomain_key unique (subdomain),
  constraint service_instances_replicas_check check (desired_replicas between 1 and 100),
  constraint service_instances_ready_check check (ready_replicas >= 0)
);

comment on table public.service_instances is
  'A service in an environment: what is wanted of it and what was last seen. It exists from the first deployment on.';
comment on column public.service_instances.generation is 'Goes up by one for each restart asked for.';
comment on column public.service_instances.status is 'Last seen. A failed deployment does not change it: the version before keeps serving.';
comment on column public.service_instances.current_deployment_id is 'The deployment that serves.';
comment on column public.service_instances.subdomain is 'Its part of the host name, unique on the installation.';
comment on column public.service_instances.url is 'Where a web service answers.';
comment on column public.service_instances.observed_at is 'When it was last looked at. Old means: not known.';

create index if not exists service_instances_organization_id_idx on public.service_instances (organization_id asc);
create index if not exists service_instances_project_id_idx on public.service_instances (project_id asc);
create index if not exists service_instances_environment_id_idx on public.service_instances (environment_id asc);
create index if not exists service_instances_current_deployment_idx on public.service_instances (current_deployment_id asc)
  where current_deployment_id is not null;

drop trigger if exists service_instances_touch on public.service_instances;
create trigger service_instances_touch before update on public.service_instances
  for each row execute function public.touch_updated_at();
