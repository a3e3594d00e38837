alter table public.environments add column if not exists tenant_cluster_id uuid references public.tenant_clusters (id);

alter table public.environments drop constraint if exists environments_place_check;
alter table public.environments add constraint environments_place_check check (cluster_id is null or tenant_cluster_id is null);

comment on column public.environments.tenant_cluster_id is
  'The virtual cluster that it runs in: of its project, or of its organization. Chosen when it is made, or when the virtual cluster is, as long as nothing was deployed to it.';

create index if not exists environments_tenant_cluster_id_idx on public.environments (tenant_cluster_id asc)
  where tenant_cluster_id is not null;
