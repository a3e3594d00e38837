create or replace function public.quota_used(organization uuid, project uuid, name text) returns bigint
  language plpgsql stable
  as $$
declare
  used bigint;
begin
  -- The use of a project, or of the whole organization when project is null. Counted live: there is no counter that could drift.
  case name
    when 'projects' then
      select count(*) into used from public.projects p where p.organization_id = organization;
    when 'members' then
      select count(*) into used from public.organization_members m where m.organization_id = organization;
    when 'clusters' then
      select (select count(*) from public.clusters c where c.organization_id = organization and c.status <> 'deleted')
        + (select count(*) from public.tenant_clusters c where c.organization_id = organization and c.status <> 'deleted') into used;
    when 'services' then
      select count(*) into used from public.services s
        where s.organization_id = organization and (project is null or s.project_id = project);
    when 'environments' then
      select count(*) into used from public.environments e
        where e.organization_id = organization and (project is null or e.project_id = project);
    when 'secrets' then
      select count(*) into used from public.secrets s
        where s.organization_id = organization and (project is null or s.project_id = project) and s.deleted_at is null;
    when 'databases' then
      select count(*) into used from public.databases d
        where d.organization_id = organization and (project is null or d.project_id = project) and d.status <> 'deleted';
    when 'deployments_in_flight' then
      select count(*) into used from public.deployments d
        where d.organization_id = organization and (project is null or d.project_id = project)
          and d.status in ('pending_approval', 'queued', 'building', 'scanning', 'deploying', 'verifying', 'cancelling');
    when 'cpu_millicores' then
      select coalesce(sum(r.replicas * coalesce(r.cpu, 250)), 0) into used from public.quota_replicas(organization, project) r;
      select used + coalesce(sum(d.nodes::bigint * d.cpu_millicores), 0) into used from public.databases d
        where d.organization_id = organization and (project is null or d.project_id = project) and d.status <> 'deleted';
    when 'memory_megabytes' then
      select coalesce(sum(r.replicas * coalesce(r.memory, 256)), 0) into used from public.quota_replicas(organization, project) r;
      select used + coalesce(sum(d.nodes::bigint * d.memory_megabytes), 0) into used from public.databases d
        where d.organization_id = organization and (project is null or d.project_id = project) and d.status <> 'deleted';
    when 'storage_gigabytes' then
      select coalesce(sum(d.nodes::bigint * d.storage_gigabytes), 0) into used from public.databases d
        where d.organization_id = organization and (project is null or d.project_id = project) and d.status <> 'deleted';
    else
      raise exception 'there is no quota "%"', name using errcode = '22023';
  end case;
  return used;
end
$$;

create or replace function public.enforce_deployment_quotas() returns trigger
  language plpgsql
  as $$
begin
  perform public.require_quota(new.organization_id, new.project_id, 'deployments_in_flight');
  -- What runs already takes no more by being deployed again.
  if not exists (select 1 from public.service_instances i where i.id = new.service_instance_id and i.desired_state = 'running') then
    perform public.require_quota(new.organization_id, new.project_id, 'cpu_millicores');
    perform public.require_quota(new.organization_id, new.project_id, 'memory_megabytes');
  end if;
  return null;
end
$$;

drop function if exists public.quota_volume(public.service_instances);
