-- As before, and environments leave a cluster that was given up, whatever was deployed to them.
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
    if exists (select 1 from public.service_instances i where i.environment_id = new.id)
      and not public.is_given_up(old.cluster_id, old.tenant_cluster_id) then
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

create or replace function public.is_given_up(cluster uuid, tenant uuid) returns boolean
  language sql stable
  as $$
    select exists (
      select 1 from public.clusters c
      where c.given_up_at is not null
        and (c.id = cluster or c.id = (select t.host_cluster_id from public.tenant_clusters t where t.id = tenant))
    )
  $$;

comment on function public.is_given_up(uuid, uuid) is 'Whether a place is lost: a cluster that was given up, or a virtual one inside of one.';

create or replace function public.keep_cluster_in_use() returns trigger
  language plpgsql
  as $$
begin
  if new.status = 'deleting' and old.status <> 'deleting' and new.given_up_at is null and (
    exists (select 1 from public.tenant_clusters t where t.host_cluster_id = new.id and t.status <> 'deleted')
    or exists (select 1 from public.environments e where e.cluster_id = new.id)
  ) then
    raise exception 'clusters_in_use: environments or virtual clusters are in this cluster' using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.keep_cluster_in_use() is
  'A cluster that environments or others'' virtual clusters are in cannot be taken down, unless it is given up with them.';

create or replace function public.keep_tenant_cluster_in_use() returns trigger
  language plpgsql
  as $$
begin
  if new.status = old.status or new.status not in ('deleting', 'failed') then
    return null;
  end if;
  perform 1 from public.environments e where e.tenant_cluster_id = new.id order by e.id for update;
  if new.status = 'deleting' and not public.is_given_up(new.host_cluster_id, null) and exists (
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
  'A virtual cluster that services run in cannot be taken down unless its host is given up; environments that nothing was deployed to find another place.';

create or replace function public.note_given_up() returns trigger
  language plpgsql
  as $$
declare
  content text;
begin
  if old.given_up_at is not null or new.given_up_at is null then
    return new;
  end if;
  if public.session_variable('x-hasura-actor-role') is distinct from 'platform_admin' and exists (
    select 1 from public.tenant_clusters t
    where t.host_cluster_id = new.id and t.organization_id <> new.organization_id and t.status <> 'deleted'
  ) then
    raise exception 'clusters_in_use_by_others: virtual clusters of other organizations are in this cluster' using errcode = '23514';
  end if;
  select string_agg(part.name, ', ' order by part.rank, part.name) into content from (
    select 1 as rank, p.slug || '/' || e.slug || coalesce(
        ' (' || (
          select string_agg(s.slug, ', ' order by s.slug)
          from public.service_instances i join public.services s on s.id = i.service_id where i.environment_id = e.id
        ) || ')', '') as name
    from public.environments e join public.projects p on p.id = e.project_id
    where e.organization_id = new.organization_id and (
      e.cluster_id = new.id
      or e.tenant_cluster_id in (select t.id from public.tenant_clusters t where t.host_cluster_id = new.id)
    )
    union all
    select 2, 'the virtual cluster ' || t.slug from public.tenant_clusters t
    where t.host_cluster_id = new.id and t.organization_id = new.organization_id and t.status <> 'deleted'
    union all
    select 3, count(*) || ' virtual clusters of others' from public.tenant_clusters t
    where t.host_cluster_id = new.id and t.organization_id <> new.organization_id and t.status <> 'deleted'
    having count(*) > 0
  ) part;
  new.given_up_note := coalesce(
    'Given up with what was in it: ' || left(content, 4000) || '. It may run on where the cluster is, and nobody looks after it.',
    'Given up. Nothing of ours was in it.'
  );
  return new;
end
$$;

comment on function public.note_given_up() is
  'Says what was in a cluster when it was given up. What others have in it only the platform gives up.';

-- Named to run after clusters_in_use.
drop trigger if exists clusters_note_given_up on public.clusters;
create trigger clusters_note_given_up before update of given_up_at on public.clusters
  for each row execute function public.note_given_up();

create or replace function public.give_up_cluster() returns trigger
  language plpgsql
  as $$
declare
  why text := 'The cluster ' || new.slug || ' was given up with what was in it.';
  place record;
  lost uuid[] := '{}';
begin
  if old.given_up_at is not null or new.given_up_at is null then
    return null;
  end if;
  for place in
    select e.id from public.environments e
    where e.cluster_id = new.id
      or e.tenant_cluster_id in (select t.id from public.tenant_clusters t where t.host_cluster_id = new.id)
    order by e.id for update
  loop
    lost := lost || place.id;
  end loop;
  update public.deployments d
    set status = 'failed', failure_step = d.status, failure_reason = why, finished_at = clock_timestamp(), deadline_at = null
    where d.environment_id = any (lost)
      and d.status in ('pending_approval', 'queued', 'building', 'scanning', 'deploying', 'verifying', 'cancelling');
  update public.deployments d set status = 'superseded', finished_at = clock_timestamp()
    where d.environment_id = any (lost) and d.status = 'running';
  update public.job_runs r set status = 'failed', failure_reason = why, finished_at = clock_timestamp()
    where r.status in ('queued', 'running', 'cancelling') and exists (
      select 1 from public.service_instances i where i.id = r.service_instance_id and i.environment_id = any (lost)
    );
  update public.service_instances i
    set desired_state = 'stopped', status = 'stopped', status_changed_at = clock_timestamp(), current_deployment_id = null,
      ready_replicas = 0,
      status_reason = why || ' It may run on there, where nobody looks after it. Deploy it again to have it where its environment is now.',
      lost_reason = why || ' It may run on there, where nobody looks after it. Deploy it again to have it where its environment is now.'
    where i.environment_id = any (lost) and (i.current_deployment_id is not null or i.status <> 'stopped');
  update public.kubeconfig_grants g set revoked_at = clock_timestamp()
    where g.ended_at is null and g.revoked_at is null and (
      g.cluster_id = new.id
      or g.tenant_cluster_id in (select t.id from public.tenant_clusters t where t.host_cluster_id = new.id)
    );
  update public.tenant_clusters t
    set status = 'deleting', status_changed_at = clock_timestamp(), status_reason = why, deadline_at = new.deadline_at
    where t.host_cluster_id = new.id and t.status not in ('deleting', 'deleted');
  update public.environments e
    set cluster_id = null, namespace = null, tenant_cluster_id = public.tenant_cluster_for(e.organization_id, e.project_id)
    where e.id = any (lost);
  return null;
end
$$;

comment on function public.give_up_cluster() is
  'What is in a cluster goes with it: what was under way there has failed, what ran there is lost, accesses end, virtual clusters are forgotten, and environments find another place.';

drop trigger if exists clusters_give_up on public.clusters;
create trigger clusters_give_up after update of given_up_at on public.clusters
  for each row execute function public.give_up_cluster();
