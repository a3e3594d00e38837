alter table public.environments add column if not exists region_id uuid references public.regions (id);

comment on column public.environments.region_id is
  'Where its services run: the region of its cluster, or of the one that its virtual cluster is in. It follows them by itself.';

create index if not exists environments_region_id_idx on public.environments (region_id asc);

create or replace function public.region_of_place(cluster uuid, tenant uuid) returns uuid
  language sql stable
  as $$
    select coalesce(
      (select c.region_id from public.clusters c
        where c.id = coalesce(cluster, (select t.host_cluster_id from public.tenant_clusters t where t.id = tenant))),
      (select r.id from public.regions r where r.slug = 'local')
    )
  $$;

comment on function public.region_of_place(uuid, uuid) is
  'The region of a cluster, of the one that a virtual cluster is in, or of the installation''s own machines.';

create or replace function public.place_environment_region() returns trigger
  language plpgsql
  as $$
begin
  new.region_id := public.region_of_place(new.cluster_id, new.tenant_cluster_id);
  return new;
end
$$;

comment on function public.place_environment_region() is 'An environment is in the region of the cluster that it runs in.';

-- Named to run after environments_place_cluster, which says where it runs.
drop trigger if exists environments_place_region on public.environments;
create trigger environments_place_region before insert or update of cluster_id, tenant_cluster_id, region_id on public.environments
  for each row execute function public.place_environment_region();

create or replace function public.move_cluster_region() returns trigger
  language plpgsql
  as $$
begin
  update public.environments e set region_id = new.region_id
    where e.cluster_id = new.id
      or e.tenant_cluster_id in (select t.id from public.tenant_clusters t where t.host_cluster_id = new.id);
  return null;
end
$$;

comment on function public.move_cluster_region() is 'Environments are in the region that their cluster is said to be in.';

drop trigger if exists clusters_move_region on public.clusters;
create trigger clusters_move_region after update of region_id on public.clusters
  for each row when (old.region_id is distinct from new.region_id) execute function public.move_cluster_region();
