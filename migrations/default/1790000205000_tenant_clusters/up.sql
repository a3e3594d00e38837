create table if not exists public.tenant_clusters (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid references public.projects (id) on delete cascade,
  host_cluster_id uuid not null references public.clusters (id),
  slug text not null,
  name text not null,
  provider text,
  namespace text not null,
  kubernetes_version text,
  cpu_millicores integer not null default 4000,
  memory_megabytes integer not null default 8192,
  storage_gigabytes integer not null default 50,
  generation integer not null default 1,
  observed_generation integer not null default 0,
  status text not null default 'provisioning' references public.tenant_cluster_statuses (value),
  status_reason text,
  status_changed_at timestamptz not null default now(),
  api_server_url text,
  observed_at timestamptz,
  failure_step text references public.tenant_cluster_statuses (value),
  failure_reason text,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  deadline_at timestamptz,
  lease_owner text,
  lease_until timestamptz,
  constraint tenant_clusters_slug_check check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  constraint tenant_clusters_name_check check (length(name) between 1 and 100),
  constraint tenant_clusters_provider_check check (provider ~ '^[a-z][a-z0-9-]{0,39}$'),
  constraint tenant_clusters_namespace_check check (namespace ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  constraint tenant_clusters_size_check check (
    cpu_millicores between 100 and 1000000 and memory_megabytes between 128 and 16777216 and storage_gigabytes between 1 and 1000000
  ),
  constraint tenant_clusters_failure_check check (status <> 'failed' or (failure_step is not null and failure_reason is not null)),
  constraint tenant_clusters_deadline_check check (deadline_at is not null or status in ('active', 'deleted', 'failed'))
);

comment on table public.tenant_clusters is
  'A virtual Kubernetes cluster of an organization, or of one project of it, inside a host cluster: isolated, with quotas of its own.';
comment on column public.tenant_clusters.project_id is 'The project it is for; null: the whole organization.';
comment on column public.tenant_clusters.host_cluster_id is 'The cluster it runs in: of the same organization, or one that the platform shares.';
comment on column public.tenant_clusters.provider is 'The adapter that looks after it, for example vcluster; null: none does yet.';
comment on column public.tenant_clusters.namespace is 'Its namespace in the host cluster; never used again for another one.';
comment on column public.tenant_clusters.cpu_millicores is 'Quota of all its workloads together.';
comment on column public.tenant_clusters.memory_megabytes is 'Quota of all its workloads together.';
comment on column public.tenant_clusters.storage_gigabytes is 'Quota of all its volumes together.';
comment on column public.tenant_clusters.failure_step is 'The state in which it failed.';
comment on column public.tenant_clusters.deadline_at is 'When what is under way is ended if it has not ended by itself.';

create unique index if not exists tenant_clusters_slug_idx on public.tenant_clusters (organization_id asc, slug asc) where status <> 'deleted';
create unique index if not exists tenant_clusters_namespace_idx on public.tenant_clusters (host_cluster_id asc, namespace asc);
create index if not exists tenant_clusters_organization_id_idx on public.tenant_clusters (organization_id asc, created_at desc);
create index if not exists tenant_clusters_project_id_idx on public.tenant_clusters (project_id asc) where project_id is not null;
create index if not exists tenant_clusters_created_by_idx on public.tenant_clusters (created_by asc);
create index if not exists tenant_clusters_open_idx on public.tenant_clusters (deadline_at asc) where status in ('provisioning', 'deleting');

drop trigger if exists tenant_clusters_touch on public.tenant_clusters;
create trigger tenant_clusters_touch before update on public.tenant_clusters
  for each row execute function public.touch_updated_at();
