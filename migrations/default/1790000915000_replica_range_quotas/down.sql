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

create or replace function public.enforce_instance_quotas() returns trigger
  language plpgsql
  as $$
begin
  -- Only what somebody asks for is refused: the platform's own steps were allowed when they were asked for.
  if public.session_variable('x-hasura-user-id') is not null and new.desired_state = 'running'
    and (old.desired_state <> 'running' or new.desired_replicas > old.desired_replicas) then
    perform public.require_quota(new.organization_id, new.project_id, 'cpu_millicores');
    perform public.require_quota(new.organization_id, new.project_id, 'memory_megabytes');
  end if;
  return null;
end
$$;

drop trigger if exists service_instances_quota on public.service_instances;
create trigger service_instances_quota after update of desired_state, desired_replicas on public.service_instances
  for each row execute function public.enforce_instance_quotas();
