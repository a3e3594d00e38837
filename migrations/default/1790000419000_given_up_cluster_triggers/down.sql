drop trigger if exists clusters_give_up on public.clusters;
drop function if exists public.give_up_cluster();
drop trigger if exists clusters_note_given_up on public.clusters;
drop function if exists public.note_given_up();

create or replace function public.keep_tenant_cluster_in_use() returns trigger
  language plpgsql
  as $$
begin
  if new.status = old.status or new.status not in ('deleting', 'failed') then
    return null;
  end if;
  perform 1 from public.environments e where e.tenant_cluster_id = new.id order by e.id for update;
  if new.status = 'deleting' and exists (
    select 1 from public.service_instances i join public.environments e on e.id = i.environment_id where e.tenant_cluster_id = new.id
  ) then
    raise exception 'tenant_clusters_in_use: services run in this virtual cluster' using errcode = '23514';
  end if;
  update public.environments e set tenant_cluster_id = public.tenant_cluster_for(e.organization_id, e.project_id)
    where e.tenant_cluster_id = new.id
      and not exists (select 1 from public.service_instances i where i.environment_id = e.id);
  return null;
end
$$;

comment on function public.keep_tenant_cluster_in_use() is
  'A virtual cluster that services run in cannot be taken down; environments that nothing was deployed to find another place.';

create or replace function public.keep_cluster_in_use() returns trigger
  language plpgsql
  as $$
begin
  if new.status = 'deleting' and old.status <> 'deleting' and (
    exists (select 1 from public.tenant_clusters t where t.host_cluster_id = new.id and t.status <> 'deleted')
    or exists (select 1 from public.environments e where e.cluster_id = new.id)
  ) then
    raise exception 'clusters_in_use: environments or virtual clusters are in this cluster' using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.keep_cluster_in_use() is
  'A cluster that environments or others'' virtual clusters are in cannot be taken down.';

create or replace function public.place_environment() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'UPDATE' then
    if new.cluster_id is not distinct from old.cluster_id and new.namespace is not distinct from old.namespace
      and new.tenant_cluster_id is not distinct from old.tenant_cluster_id then
      return new;
    end if;
    -- Whoever places an instance here at this moment waits for us, or we for them: what runs is never left behind in its old place.
    perform 1 from public.environments e where e.id = new.id for update;
    if exists (select 1 from public.service_instances i where i.environment_id = new.id) then
      raise exception 'environments_in_use: services have been deployed to this environment' using errcode = '23514';
    end if;
    -- One place takes the other's: nobody has to say that it is left.
    if new.cluster_id is not null and new.tenant_cluster_id is not distinct from old.tenant_cluster_id then
      new.tenant_cluster_id := null;
    elsif new.tenant_cluster_id is not null and new.cluster_id is not distinct from old.cluster_id then
      new.cluster_id := null;
      new.namespace := null;
    end if;
  elsif new.cluster_id is null and new.tenant_cluster_id is null then
    new.tenant_cluster_id := public.tenant_cluster_for(new.organization_id, new.project_id);
  end if;
  if new.cluster_id is not null and not exists (
    select 1 from public.clusters c
    where c.id = new.cluster_id and c.organization_id = new.organization_id and c.status not in ('deleting', 'deleted', 'failed')
  ) then
    raise exception 'cluster "%" does not exist', new.cluster_id using errcode = '23503';
  end if;
  if new.tenant_cluster_id is not null and not exists (
    select 1 from public.tenant_clusters t
    where t.id = new.tenant_cluster_id and t.organization_id = new.organization_id
      and (t.project_id is null or t.project_id = new.project_id) and t.status in ('provisioning', 'active')
  ) then
    raise exception 'cluster "%" does not exist', new.tenant_cluster_id using errcode = '23503';
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
  'An environment runs in a cluster of its own organization, in a namespace of its own, or in a virtual cluster, and stays there once something was deployed to it.';

drop function if exists public.is_given_up(uuid, uuid);
