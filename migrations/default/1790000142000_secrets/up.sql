create table if not exists public.secrets (
  id uuid primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid references public.projects (id) on delete cascade,
  environment_id uuid references public.environments (id) on delete cascade,
  service_id uuid references public.services (id) on delete cascade,
  scope text not null references public.secret_scopes (value),
  target_id uuid not null,
  key text not null,
  version integer not null default 0,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_by uuid references public.users (id) on delete set null,
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint secrets_key_key unique (target_id, key),
  constraint secrets_key_check check (key ~ '^[A-Za-z_][A-Za-z0-9_]{0,127}$'),
  constraint secrets_scope_check check (
    (scope = 'organization' and project_id is null and environment_id is null and service_id is null and target_id = organization_id)
    or (scope = 'project' and project_id is not null and environment_id is null and service_id is null and target_id = project_id)
    or (scope = 'environment' and project_id is not null and environment_id is not null and service_id is null
      and target_id = environment_id)
    or (scope = 'service' and project_id is not null and service_id is not null and environment_id is null and target_id = service_id)
  )
);

comment on table public.secrets is
  'A value that services read as an environment variable and nobody reads back. Values are versions in secret_versions.';
comment on column public.secrets.scope is 'Who reads it. Of two with the same key the narrower one counts: service, environment, project, organization.';
comment on column public.secrets.target_id is 'Id of the organization, project, environment or service that the scope names.';
comment on column public.secrets.key is 'Name of the environment variable.';
comment on column public.secrets.version is 'The newest version: what the next deployment reads.';
comment on column public.secrets.updated_at is 'When it was last set.';
comment on column public.secrets.updated_by is 'Who set it last.';
comment on column public.secrets.deleted_at is 'Since when no new deployment reads it. What runs keeps its value until the next deployment.';

create index if not exists secrets_organization_id_idx on public.secrets (organization_id asc);
create index if not exists secrets_project_id_idx on public.secrets (project_id asc) where project_id is not null;
create index if not exists secrets_environment_id_idx on public.secrets (environment_id asc) where environment_id is not null;
create index if not exists secrets_service_id_idx on public.secrets (service_id asc) where service_id is not null;
create index if not exists secrets_created_by_idx on public.secrets (created_by asc);
create index if not exists secrets_updated_by_idx on public.secrets (updated_by asc);
create index if not exists secrets_deleted_idx on public.secrets (deleted_at asc) where deleted_at is not null;
