create table if not exists public.git_connections (
  id uuid primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid references public.projects (id) on delete cascade,
  target_id uuid not null,
  host text not null,
  path text not null default '',
  type text not null references public.git_credential_types (value),
  username text,
  value_id uuid not null,
  store text not null,
  sealed text not null,
  key_id text,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_by uuid references public.users (id) on delete set null,
  updated_at timestamptz not null default now(),
  constraint git_connections_place_key unique (target_id, host, path),
  constraint git_connections_host_check check (
    length(host) <= 253 and host ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?([.][a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?$'
  ),
  constraint git_connections_path_check check (length(path) <= 500 and path !~ '(^/|/$|[\x01-\x20\x7f])'),
  constraint git_connections_username_check check (length(username) between 1 and 255)
);

comment on table public.git_connections is
  'How private repositories are read: a credential for a git host, for all of it or for what lies under a path. It is sent to that host alone.';
comment on column public.git_connections.project_id is 'The project whose services use it; null: all of the organization.';
comment on column public.git_connections.target_id is 'Id of the project or of the organization.';
comment on column public.git_connections.host is 'For example github.com, or git.example.com:8443.';
comment on column public.git_connections.path is 'For example acme or acme/shop.git; of several the longest counts. Empty: the whole host.';
comment on column public.git_connections.value_id is 'Changes whenever the credential is set.';
comment on column public.git_connections.store is 'The secret store that can open it.';
comment on column public.git_connections.sealed is 'What the store gave for the credential. No role reads it.';
comment on column public.git_connections.key_id is 'The key-encryption key it is wrapped with; null: the store keeps its own.';

create index if not exists git_connections_organization_id_idx on public.git_connections (organization_id asc);
create index if not exists git_connections_project_id_idx on public.git_connections (project_id asc) where project_id is not null;
create index if not exists git_connections_created_by_idx on public.git_connections (created_by asc);
create index if not exists git_connections_updated_by_idx on public.git_connections (updated_by asc);
