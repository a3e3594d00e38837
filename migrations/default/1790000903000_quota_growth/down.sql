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
    else
      raise exception 'there is no quota "%"', name using errcode = '22023';
  end case;
  return used;
end
$$;

create or replace function public.enforce_database_quotas() returns trigger
  language plpgsql
  as $$
begin
  if public.session_variable('x-hasura-user-id') is not null
    and (new.nodes > old.nodes or new.cpu_millicores > old.cpu_millicores or new.memory_megabytes > old.memory_megabytes) then
    perform public.require_quota(new.organization_id, new.project_id, 'cpu_millicores');
    perform public.require_quota(new.organization_id, new.project_id, 'memory_megabytes');
  end if;
  return null;
end
$$;

drop trigger if exists databases_scale_quota on public.databases;
create trigger databases_scale_quota after update of nodes, cpu_millicores, memory_megabytes on public.databases
  for each row execute function public.enforce_database_quotas();

drop trigger if exists databases_quota on public.databases;
create trigger databases_quota after insert on public.databases
  for each row execute function public.enforce_quotas('cpu_millicores', 'databases', 'memory_megabytes');
