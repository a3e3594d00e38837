create table if not exists public.registry_credentials (
  id uuid primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid references public.projects (id) on delete cascade,
  target_id uuid not null,
  registry text not null,
  username text not null,
  value_id uuid not null,
  store text not null,
  sealed text not null,
  key_id text,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_by uuid references public.users (id) on delete set null,
  updated_at timestamptz not null default now(),
  constraint registry_credentials_place_key unique (target_id, registry),
  constraint registry_credentials_registry_check check (
    length(registry) <= 253
    and registry ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?([.][a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?$'
  ),
  constraint registry_credentials_username_check check (length(username) between 1 and 255)
);

comment on table public.registry_credentials is 'How private images are pulled: a name and a password for a registry, sent to that registry alone.';
comment on column public.registry_credentials.project_id is 'The project whose services use it; null: all of the organization.';
comment on column public.registry_credentials.target_id is 'Id of the project or of the organization.';
comment on column public.registry_credentials.registry is 'For example ghcr.io or registry.example.com:5000; docker.io for images without a registry.';
comment on column public.registry_credentials.value_id is 'Changes whenever the password is set.';
comment on column public.registry_credentials.store is 'The secret store that can open it.';
comment on column public.registry_credentials.sealed is 'What the store gave for the password. No role reads it.';
comment on column public.registry_credentials.key_id is 'The key-encryption key it is wrapped with; null: the store keeps its own.';

create index if not exists registry_credentials_organization_id_idx on public.registry_credentials (organization_id asc);
create index if not exists registry_credentials_project_id_idx on public.registry_credentials (project_id asc) where project_id is not null;
create index if not exists registry_credentials_created_by_idx on public.registry_credentials (created_by asc);
create index if not exists registry_credentials_updated_by_idx on public.registry_credentials (updated_by asc);
