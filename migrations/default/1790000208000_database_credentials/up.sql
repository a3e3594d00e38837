create table if not exists public.database_credentials (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  database_id uuid not null references public.databases (id) on delete cascade,
  version integer not null,
  username text not null,
  sealed_password text not null,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  constraint database_credentials_version_key unique (database_id, version),
  constraint database_credentials_username_check check (username ~ '^[a-z_][a-z0-9_]{0,62}$'),
  constraint database_credentials_version_check check (version > 0)
);

comment on table public.database_credentials is
  'Versions of a database''s credentials. A rotation adds one; the one before works until it expires, so that nothing breaks meanwhile.';
comment on column public.database_credentials.version is 'Counts up from 1 in each database.';
comment on column public.database_credentials.sealed_password is 'Encrypted; revealDatabaseCredentials shows it, and the audit log knows to whom.';
comment on column public.database_credentials.expires_at is 'When it stops working; null: it is the current one.';

create unique index if not exists database_credentials_current_idx on public.database_credentials (database_id asc) where expires_at is null;
create index if not exists database_credentials_organization_id_idx on public.database_credentials (organization_id asc);
create index if not exists database_credentials_project_id_idx on public.database_credentials (project_id asc);
create index if not exists database_credentials_created_by_idx on public.database_credentials (created_by asc);
