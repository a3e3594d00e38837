-- After every table that is counted.

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

comment on function public.quota_used(uuid, uuid, text) is 'How much of a quota an organization, or one of its projects, uses now.';

create or replace function public.quota_replicas(organization uuid, project uuid)
  returns table (replicas bigint, cpu integer, memory integer)
  language sql stable
  as $$
    select i.desired_replicas::bigint, c.cpu_limit_millicores, c.memory_limit_megabytes
      from public.service_instances i left join lateral (
        select v.cpu_limit_millicores, v.memory_limit_megabytes from public.service_configs v
          where v.service_id = i.service_id order by v.version desc limit 1
      ) c on true
      where i.organization_id = organization and (project is null or i.project_id = project) and (
        i.desired_state = 'running' or exists (
          select 1 from public.deployments d where d.service_instance_id = i.id
            and d.status in ('pending_approval', 'queued', 'building', 'scanning', 'deploying', 'verifying')
        )
      )
  $$;

comment on function public.quota_replicas(uuid, uuid) is 'What runs or is about to: replicas and the limits of the newest settings.';

create or replace function public.require_quota(organization uuid, project uuid, name text) returns void
  language plpgsql
  as $$
declare
  target uuid;
  allowed bigint;
  used bigint;
  whose text;
begin
  -- Always the organization first, so that two who need both locks cannot wait for each other.
  foreach target in array array_remove(array[organization, project], null) loop
    select q.maximum into allowed from public.quotas q where q.target_id = target and q.quota = name;
    if allowed is null and target = organization then
      select d.maximum into allowed from public.quota_defaults d where d.quota = name;
    end if;
    continue when allowed is null;
    -- Who has this row's lock is alone; the count below is a statement of its own and sees what those before have committed.
    insert into public.quota_locks (target_id, quota, organization_id) values (target, name, organization) on conflict do nothing;
    perform 1 from public.quota_locks l where l.target_id = target and l.quota = name for update;
    used := public.quota_used(organization, case when target = organization then null else project end, name);
    continue when used <= allowed;
    select case when target = organization then 'the organization' else 'project ' || (select p.slug from public.projects p where p.id = target)
      end into whose;
    -- 23000: Hasura gives the message of this class to every role, unchanged, with the code constraint-violation. Clients and actions
    -- make the code quota-exceeded of its first word.
    raise exception 'quota-exceeded: %: the limit of % is %, with this it would be %. %', name, whose, allowed, used,
      case when target = organization then 'Remove what is not needed, or ask a platform administrator for more.'
        else 'Remove what is not needed, or ask an owner of the organization for more.' end
      using errcode = '23000';
  end loop;
end
$$;

comment on function public.require_quota(uuid, uuid, text) is
  'Refuses what has just been written when it goes beyond a quota of the organization or the project.';
