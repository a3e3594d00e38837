drop trigger if exists tenant_clusters_in_use on public.tenant_clusters;
drop function if exists public.keep_tenant_cluster_in_use();
drop trigger if exists tenant_clusters_take_environments on public.tenant_clusters;
drop function if exists public.move_environments_to_tenant();

create or replace function public.place_environment() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'UPDATE' then
    if new.cluster_id is not distinct from old.cluster_id and new.namespace is not distinct from old.namespace then
      return new;
    end if;
    -- Whoever places an instance here at this moment waits for us, or we for them: what runs is never left behind in its old place.
    perform 1 from public.environments e where e.id = new.id for update;
    if exists (select 1 from public.service_instances i where i.environment_id = new.id) then
      raise exception 'environments_in_use: services have been deployed to this environment' using errcode = '23514';
    end if;
  end if;
  if new.cluster_id is not null and not exists (
    select 1 from public.clusters c
    where c.id = new.cluster_id and c.organization_id = new.organization_id and c.status not in ('deleting', 'deleted', 'failed')
  ) then
    raise exception 'cluster "%" does not exist', new.cluster_id using errcode = '23503';
  end if;
  if new.namespace is not null and new.cluster_id is null and public.session_organization() is not null then
    raise exception 'environments_namespace_cluster: a namespace is chosen in a cluster of one''s own' using errcode = '23514';
  end if;
  if new.namespace is not null and exists (
    select 1 from public.tenant_clusters t where t.host_cluster_id = new.cluster_id and t.namespace = new.namespace
  ) then
    raise exception 'environments_namespace_taken: a virtual cluster has this namespace' using errcode = '23505';
  end if;
  return new;
end
$$;

comment on function public.place_environment() is
  'An environment runs in a cluster of its own organization, in a namespace of its own, and stays there once something was deployed to it.';

drop trigger if exists environments_place_cluster on public.environments;
create trigger environments_place_cluster before insert or update of cluster_id, namespace on public.environments
  for each row execute function public.place_environment();

drop function if exists public.tenant_cluster_for(uuid, uuid);
