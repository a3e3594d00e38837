create table if not exists public.service_configs (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  service_id uuid not null references public.services (id) on delete cascade,
  version integer not null,
  variables jsonb not null default '{}',
  build_command text,
  release_command text,
  start_command text,
  port integer,
  health_path text,
  health_timeout_seconds integer not null default 60,
  stop_timeout_seconds integer not null default 10,
  build_timeout_seconds integer not null default 900,
  cpu_request_millicores integer,
  cpu_limit_millicores integer,
  memory_request_megabytes integer,
  memory_limit_megabytes integer,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  constraint service_configs_version_key unique (service_id, version),
  constraint service_configs_variables_check check (jsonb_typeof(variables) = 'object'),
  constraint service_configs_build_command_check check (length(build_command) between 1 and 4000),
  constraint service_configs_release_command_check check (length(release_command) between 1 and 4000),
  constraint service_configs_start_command_check check (length(start_command) between 1 and 4000),
  constraint service_configs_port_check check (port between 1 and 65535),
  constraint service_configs_health_path_check check (length(health_path) <= 512 and health_path ~ '^/[^\x01-\x20\x7f]*$'),
  constraint service_configs_health_timeout_check check (health_timeout_seconds between 1 and 3600),
  constraint service_configs_stop_timeout_check check (stop_timeout_seconds between 0 and 600),
  constraint service_configs_build_timeout_check check (build_timeout_seconds between 10 and 7200),
  constraint service_configs_cpu_check check (
    cpu_request_millicores between 1 and 256000 and cpu_limit_millicores between 1 and 256000
    and cpu_request_millicores <= cpu_limit_millicores
  ),
  constraint service_configs_memory_check check (
    memory_request_megabytes between 1 and 4194304 and memory_limit_megabytes between 1 and 4194304
    and memory_request_megabytes <= memory_limit_megabytes
  )
);

comment on table public.service_configs is
  'Versions of a service''s settings. Every change is a new version; a deployment uses the newest one and remembers which.';
comment on column public.service_configs.version is 'Counts up from 1 in each service.';
comment on column public.service_configs.variables is 'Environment variables: an object of texts.';
comment on column public.service_configs.build_command is 'Overrides what detection finds.';
comment on column public.service_configs.release_command is 'Runs once per build, before the new version starts.';
comment on column public.service_configs.start_command is 'Overrides what detection finds.';
comment on column public.service_configs.port is 'Fixed port of the app; null: the runtime chooses and passes PORT.';
comment on column public.service_configs.health_path is 'HTTP path that must answer 2xx or 3xx; null: accepting connections is enough.';

create index if not exists service_configs_organization_id_idx on public.service_configs (organization_id asc);
create index if not exists service_configs_project_id_idx on public.service_configs (project_id asc);
create index if not exists service_configs_created_by_idx on public.service_configs (created_by asc);
