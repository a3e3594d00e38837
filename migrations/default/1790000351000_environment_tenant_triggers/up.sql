create or replace function public.tenant_cluster_for(organization uuid, project uuid) returns uuid
  language sql stable
  as $$
    select t.id from public.tenant_clusters t
    where t.organization_id = organization and (t.project_id = project or t.project_id is null)
      and t.status in ('provisioning', 'active')
    order by (t.project_id is null), t.created_at, t.id
    limit 1
  $$;

comment on function public.tenant_cluster_for(uuid, uuid) is
  'The virtual cluster that a project''s new environments run in: its own before that of the organization.';

-- Named to run after environments_place, which says whose it is.
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

drop trigger if exists environments_place_cluster on public.environments;
create trigger environments_place_cluster before insert or update of cluster_id, namespace, tenant_cluster_id on public.environments
  for each row execute function public.place_environment();

-- Its environments, each locked before it is looked at: what is being deployed at this moment is seen, or waits.
create or replace function public.move_environments_to_tenant() returns trigger
  language plpgsql
  as $$
declare
  place record;
begin
  for place in
    select e.id from public.environments e
    where e.organization_id = new.organization_id and (new.project_id is null or e.project_id = new.project_id)
      and e.cluster_id is null and e.deleting_at is null
    order by e.id for update
  loop
    if not exists (select 1 from public.service_instances i where i.environment_id = place.id) then
      update public.environments e set tenant_cluster_id = public.tenant_cluster_for(e.organization_id, e.project_id)
        where e.id = place.id and e.tenant_cluster_id is distinct from public.tenant_cluster_for(e.organization_id, e.project_id);
    end if;
  end loop;
  return null;
end
$$;

comment on function public.move_environments_to_tenant() is
  'A new virtual cluster takes the environments that nothing was deployed to yet and that no cluster was chosen for.';

drop trigger if exists tenant_clusters_take_environments on public.tenant_clusters;
create trigger tenant_clusters_take_environments after insert on public.tenant_clusters
  for each row execute function public.move_environments_to_tenant();

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

drop trigger if exists tenant_clusters_in_use on public.tenant_clusters;
create trigger tenant_clusters_in_use after update of status on public.tenant_clusters
  for each row execute function public.keep_tenant_cluster_in_use();
