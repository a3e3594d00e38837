create table if not exists public.clusters (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  region_id uuid not null references public.regions (id),
  slug text not null,
  name text not null,
  source text not null references public.cluster_sources (value),
  distribution text not null references public.cluster_distributions (value),
  provider text,
  kubernetes_version text,
  is_shared boolean not null default false,
  generation integer not null default 1,
  observed_generation integer not null default 0,
  status text not null default 'provisioning' references public.cluster_statuses (value),
  status_reason text,
  status_changed_at timestamptz not null default now(),
  api_server_url text,
  sealed_kubeconfig text,
  observed_version text,
  nodes integer not null default 0,
  ready_nodes integer not null default 0,
  observed_at timestamptz,
  failure_step text references public.cluster_statuses (value),
  failure_reason text,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  deadline_at timestamptz,
  lease_owner text,
  lease_until timestamptz,
  constraint clusters_slug_check check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  constraint clusters_name_check check (length(name) between 1 and 100),
  constraint clusters_provider_check check (provider ~ '^[a-z][a-z0-9-]{0,39}$'),
  constraint clusters_version_check check (kubernetes_version ~ '^v[0-9]+\.[0-9]+(\.[0-9]+)?([-+][0-9A-Za-z.+-]+)?$'),
  constraint clusters_source_check check (
    (source = 'registered' and (sealed_kubeconfig is not null or status in ('deleting', 'deleted', 'failed')))
    or (source = 'provisioned' and distribution <> 'other' and kubernetes_version is not null and sealed_kubeconfig is null)
  ),
  constraint clusters_nodes_check check (nodes >= 0 and ready_nodes >= 0),
  constraint clusters_failure_check check (status <> 'failed' or (failure_step is not null and failure_reason is not null)),
  constraint clusters_deadline_check check (
    deadline_at is not null or status in ('active', 'unreachable', 'deleted', 'failed')
  )
);

comment on table public.clusters is 'A Kubernetes cluster of an organization: made by the platform, or registered with its kubeconfig.';
comment on column public.clusters.provider is 'The adapter that looks after it, for example rancher; null: none does yet.';
comment on column public.clusters.kubernetes_version is 'The version that is wanted; null for registered clusters: theirs is not ours to choose.';
comment on column public.clusters.is_shared is 'Virtual clusters of other organizations may be placed in it. Only the platform sets it.';
comment on column public.clusters.generation is 'Goes up with each change of what is wanted.';
comment on column public.clusters.observed_generation is 'The generation that has been carried out.';
comment on column public.clusters.sealed_kubeconfig is 'The kubeconfig it was registered with, encrypted. No role reads it.';
comment on column public.clusters.observed_version is 'The Kubernetes version that was last seen.';
comment on column public.clusters.nodes is 'Nodes last seen.';
comment on column public.clusters.observed_at is 'When it was last looked at. Old means: not known.';
comment on column public.clusters.failure_step is 'The state in which something went wrong last.';
comment on column public.clusters.failure_reason is 'What went wrong last. A cluster that could not be scaled is active again and says so here.';
comment on column public.clusters.deadline_at is 'When what is under way is ended if it has not ended by itself.';

create unique index if not exists clusters_slug_idx on public.clusters (organization_id asc, slug asc) where status <> 'deleted';
create index if not exists clusters_organization_id_idx on public.clusters (organization_id asc, created_at desc);
create index if not exists clusters_region_id_idx on public.clusters (region_id asc);
create index if not exists clusters_created_by_idx on public.clusters (created_by asc);
create index if not exists clusters_open_idx on public.clusters (deadline_at asc)
  where status in ('provisioning', 'scaling', 'upgrading', 'deleting');

drop trigger if exists clusters_touch on public.clusters;
create trigger clusters_touch before update on public.clusters for each row execute function public.touch_updated_at();
