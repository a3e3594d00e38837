create table if not exists public.deployment_secrets (
  deployment_id uuid not null references public.deployments (id) on delete cascade,
  key text not null,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  secret_id uuid not null references public.secrets (id) on delete cascade,
  secret_version_id uuid not null references public.secret_versions (id) on delete cascade,
  primary key (deployment_id, key)
);

comment on table public.deployment_secrets is
  'The versions of secrets a deployment runs with, chosen when it was asked for. A rollback uses those of the deployment it brings back.';
comment on column public.deployment_secrets.key is 'Name of the environment variable.';

create index if not exists deployment_secrets_organization_id_idx on public.deployment_secrets (organization_id asc);
create index if not exists deployment_secrets_project_id_idx on public.deployment_secrets (project_id asc);
create index if not exists deployment_secrets_secret_id_idx on public.deployment_secrets (secret_id asc);
create index if not exists deployment_secrets_version_idx on public.deployment_secrets (secret_version_id asc);
