create table if not exists public.database_bindings (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  service_id uuid not null references public.services (id) on delete cascade,
  database_id uuid not null references public.databases (id) on delete cascade,
  variable text not null default 'DATABASE_URL',
  use_pooler boolean not null default false,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  constraint database_bindings_key unique (service_id, database_id, variable),
  constraint database_bindings_variable_check check (variable ~ '^[A-Z_][A-Z0-9_]{0,99}$' and variable <> 'PORT')
);

comment on table public.database_bindings is
  'A service is given the address of a database, credentials included, as a variable, in the environment the database is in.';
comment on column public.database_bindings.variable is 'The variable''s name.';
comment on column public.database_bindings.use_pooler is 'The address of the connection pool instead, where there is one.';

create index if not exists database_bindings_organization_id_idx on public.database_bindings (organization_id asc);
create index if not exists database_bindings_project_id_idx on public.database_bindings (project_id asc);
create index if not exists database_bindings_database_id_idx on public.database_bindings (database_id asc);
create index if not exists database_bindings_created_by_idx on public.database_bindings (created_by asc);
