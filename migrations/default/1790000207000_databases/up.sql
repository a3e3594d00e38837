create table if not exists public.databases (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  environment_id uuid not null references public.environments (id) on delete cascade,
  region_id uuid not null references public.regions (id),
  slug text not null,
  name text not null,
  engine text not null default 'postgresql' references public.database_engines (value),
  version text,
  provider text,
  nodes integer not null default 1,
  cpu_millicores integer not null default 500,
  memory_megabytes integer not null default 256,
  storage_gigabytes integer not null default 10,
  pooling boolean not null default false,
  keep_backups boolean not null default false,
  generation integer not null default 1,
  observed_generation integer not null default 0,
  status text not null default 'provisioning' references public.database_statuses (value),
  status_reason text,
  status_changed_at timestamptz not null default now(),
  database_name text not null default 'app',
  host text,
  port integer,
  pooler_host text,
  pooler_port integer,
  observed_version text,
  ready_nodes integer not null default 0,
  size_bytes bigint,
  recoverable_from timestamptz,
  recoverable_until timestamptz,
  observed_at timestamptz,
  failure_step text references public.database_statuses (value),
  failure_reason text,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  deadline_at timestamptz,
  lease_owner text,
  lease_until timestamptz,
  constraint databases_slug_check check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  constraint databases_name_check check (length(name) between 1 and 100),
  constraint databases_version_check check (version ~ '^[0-9]+([.][0-9]+){0,3}$'),
  constraint databases_provider_check check (provider ~ '^[a-z][a-z0-9-]{0,39}$'),
  constraint databases_nodes_check check (nodes between 1 and 100 and ready_nodes >= 0),
  constraint databases_size_check check (
    cpu_millicores between 50 and 256000 and memory_megabytes between 64 and 4194304 and storage_gigabytes between 1 and 65536
  ),
  constraint databases_database_name_check check (database_name ~ '^[a-z_][a-z0-9_]{0,62}$'),
  constraint databases_port_check check (port between 1 and 65535 and pooler_port between 1 and 65535),
  constraint databases_endpoint_check check ((host is null) = (port is null) and (pooler_host is null) = (pooler_port is null)),
  constraint databases_window_check check (recoverable_from <= recoverable_until),
  constraint databases_failure_check check (status <> 'failed' or (failure_step is not null and failure_reason is not null)),
  constraint databases_deadline_check check (
    deadline_at is not null or status in ('running', 'unreachable', 'deleted', 'failed')
  )
);

comment on table public.databases is 'A database of a project in one of its environments: what is wanted of it and what was last seen.';
comment on column public.databases.slug is 'Name in the project, unique in its environment. It never changes.';
comment on column public.databases.version is 'The engine''s version that is wanted; null: the provider''s newest.';
comment on column public.databases.provider is 'The adapter that looks after it, for example local or yugabyte; null: none does yet.';
comment on column public.databases.nodes is 'How many nodes are wanted.';
comment on column public.databases.cpu_millicores is 'Of each node.';
comment on column public.databases.memory_megabytes is 'Of each node.';
comment on column public.databases.storage_gigabytes is 'Of each node.';
comment on column public.databases.pooling is 'A connection pool with an endpoint of its own is wanted.';
comment on column public.databases.keep_backups is 'Its backups outlive it.';
comment on column public.databases.generation is 'Goes up with each change of what is wanted.';
comment on column public.databases.observed_generation is 'The generation that has been carried out.';
comment on column public.databases.database_name is 'What to connect to on the server.';
comment on column public.databases.host is 'Where it accepts connections.';
comment on column public.databases.pooler_host is 'Where its connection pool accepts connections; null: it has none.';
comment on column public.databases.recoverable_from is 'The earliest moment to which it can be restored.';
comment on column public.databases.recoverable_until is 'The latest moment to which it can be restored.';
comment on column public.databases.observed_at is 'When it was last looked at. Old means: not known.';
comment on column public.databases.failure_step is 'The state in which something went wrong last.';
comment on column public.databases.failure_reason is 'What went wrong last. A database that could not be scaled is running again and says so here.';
comment on column public.databases.deadline_at is 'When what is under way is ended if it has not ended by itself.';

create unique index if not exists databases_slug_idx on public.databases (environment_id asc, slug asc) where status <> 'deleted';
create index if not exists databases_organization_id_idx on public.databases (organization_id asc, created_at desc);
create index if not exists databases_project_id_idx on public.databases (project_id asc, created_at desc);
create index if not exists databases_region_id_idx on public.databases (region_id asc);
create index if not exists databases_created_by_idx on public.databases (created_by asc);
create index if not exists databases_open_idx on public.databases (deadline_at asc)
  where status in ('provisioning', 'scaling', 'backing_up', 'restoring', 'failing_over', 'deleting');

drop trigger if exists databases_touch on public.databases;
create trigger databases_touch before update on public.databases for each row execute function public.touch_updated_at();
