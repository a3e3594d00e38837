create table if not exists public.secret_versions (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  secret_id uuid not null references public.secrets (id) on delete cascade,
  version integer not null,
  store text not null,
  sealed text,
  key_id text,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  destroyed_at timestamptz,
  constraint secret_versions_version_key unique (secret_id, version),
  constraint secret_versions_destroyed_check check ((sealed is null) = (destroyed_at is not null))
);

comment on table public.secret_versions is 'The values a secret has had. Deployments remember which they were made with, so a rollback brings them back.';
comment on column public.secret_versions.version is 'Counts up from 1 in each secret.';
comment on column public.secret_versions.store is 'The secret store that can open it.';
comment on column public.secret_versions.sealed is 'What the store gave for the value: the encrypted value itself, or where it is kept. No role reads it.';
comment on column public.secret_versions.key_id is 'The key-encryption key it is wrapped with; null: the store keeps its own.';
comment on column public.secret_versions.destroyed_at is 'Since when its value is gone for good.';

create index if not exists secret_versions_organization_id_idx on public.secret_versions (organization_id asc);
create index if not exists secret_versions_created_by_idx on public.secret_versions (created_by asc);
create index if not exists secret_versions_key_id_idx on public.secret_versions (key_id asc) where key_id is not null;
