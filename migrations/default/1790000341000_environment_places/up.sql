alter table public.environments add column if not exists cluster_id uuid references public.clusters (id);
alter table public.environments add column if not exists namespace text;
alter table public.environments add column if not exists pull_request integer;
alter table public.environments add column if not exists expires_at timestamptz;

-- The same rule as domain/values/namespace.ts; a test compares the two.
alter table public.environments drop constraint if exists environments_namespace_check;
alter table public.environments add constraint environments_namespace_check check (
  namespace ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$' and namespace not like 'kube-%' and namespace <> 'default'
);
alter table public.environments drop constraint if exists environments_pull_request_check;
alter table public.environments add constraint environments_pull_request_check check (
  pull_request is null or (pull_request >= 1 and type = 'preview')
);
alter table public.environments drop constraint if exists environments_expiry_check;
alter table public.environments add constraint environments_expiry_check check (
  expires_at is null or (type = 'preview' and not is_protected)
);

comment on column public.environments.cluster_id is
  'The cluster of the organization that it runs in; null: where the platform runs things by itself.';
comment on column public.environments.namespace is
  'Its namespace in the cluster, shared with no other environment; null: made of project and environment.';
comment on column public.environments.pull_request is 'The number of the pull request that a preview shows.';
comment on column public.environments.expires_at is
  'A preview is deleted then, with everything in it. Null: it stays until somebody deletes it. What is protected does not expire.';

-- One namespace, one environment: also where the platform chose the cluster.
create unique index if not exists environments_namespace_idx
  on public.environments (coalesce(cluster_id, '00000000-0000-0000-0000-000000000000'::uuid) asc, namespace asc)
  where namespace is not null;
create index if not exists environments_cluster_id_idx on public.environments (cluster_id asc) where cluster_id is not null;
create index if not exists environments_pull_request_idx on public.environments (project_id asc, pull_request asc)
  where pull_request is not null;
create index if not exists environments_expires_at_idx on public.environments (expires_at asc) where expires_at is not null;
