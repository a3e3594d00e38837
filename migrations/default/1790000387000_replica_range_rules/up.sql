create or replace function public.check_replica_range() returns trigger
  language plpgsql
  as $$
declare
  settings public.service_configs;
begin
  if not exists (select 1 from public.services s where s.id = new.service_id and s.type in ('web', 'worker')) then
    raise exception 'service_instances_range_type: only services of type web and worker follow their load' using errcode = '23514';
  end if;
  select * into settings from public.service_configs c where c.service_id = new.service_id order by c.version desc limit 1;
  if new.cpu_target_percent is not null and coalesce(settings.cpu_request_millicores, settings.cpu_limit_millicores) is null then
    raise exception 'service_instances_cpu_request: its settings say no CPU that a replica requests' using errcode = '23514';
  end if;
  if new.memory_target_percent is not null
    and coalesce(settings.memory_request_megabytes, settings.memory_limit_megabytes) is null then
    raise exception 'service_instances_memory_request: its settings say no memory that a replica requests' using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.check_replica_range() is
  'Replicas follow the load of services that serve or work, and a target is a share of what a replica requests.';

drop trigger if exists service_instances_range_new on public.service_instances;
create trigger service_instances_range_new before insert on public.service_instances
  for each row when (new.max_replicas is not null) execute function public.check_replica_range();
drop trigger if exists service_instances_range on public.service_instances;
create trigger service_instances_range
  before update of max_replicas, cpu_target_percent, memory_target_percent on public.service_instances
  for each row when (new.max_replicas is not null) execute function public.check_replica_range();

create or replace function public.enforce_replica_rules() returns trigger
  language plpgsql
  as $$
declare
  allowed integer;
  wanted integer := coalesce(new.max_replicas, new.desired_replicas);
begin
  -- Only what somebody asks for is refused, as with quotas; fewer replicas are always allowed.
  if public.session_variable('x-hasura-user-id') is null or wanted <= coalesce(old.max_replicas, old.desired_replicas) then
    return null;
  end if;
  select min(r.max_replicas) into allowed from public.policy_rules r
    join public.environments e on e.id = new.environment_id
    where r.organization_id = new.organization_id and r.kind = 'max_replicas'
      and (r.project_id is null or r.project_id = new.project_id)
      and (r.environment_type is null or r.environment_type = e.type);
  if wanted > allowed then
    -- 23000: see require_quota.
    raise exception 'policy-denied: % replicas are wanted and % are allowed. Scale to fewer, or ask an owner of the organization for another rule.',
      wanted, allowed using errcode = '23000';
  end if;
  return null;
end
$$;

drop trigger if exists service_instances_replica_rules on public.service_instances;
create trigger service_instances_replica_rules after update of desired_replicas, max_replicas on public.service_instances
  for each row execute function public.enforce_replica_rules();

drop trigger if exists service_instances_audit on public.service_instances;
create trigger service_instances_audit
  after insert or update of desired_state, desired_replicas, max_replicas, cpu_target_percent, memory_target_percent, generation
  or delete on public.service_instances for each row execute function public.audit_change();

create or replace function public.tell_service_scaled() returns trigger
  language plpgsql
  as $$
begin
  perform public.tell(new.organization_id, new.project_id, 'ServiceScaled', 'service_instance', new.id,
    jsonb_build_object('serviceId', new.service_id, 'environmentId', new.environment_id, 'by', 'autoscaler',
      'from', old.scaled_replicas, 'to', new.scaled_replicas, 'reason', new.scaled_reason));
  return null;
end
$$;

comment on function public.tell_service_scaled() is 'Tells that the number of replicas followed the load.';

drop trigger if exists service_instances_scaled on public.service_instances;
create trigger service_instances_scaled after update of scaled_replicas on public.service_instances
  for each row when (old.scaled_replicas <> new.scaled_replicas) execute function public.tell_service_scaled();

create or replace function public.check_config_expected() returns trigger
  language plpgsql
  as $$
declare
  seen record;
  stale boolean;
begin
  -- Locked in a fixed order, so that of two plans on the same state the second waits and then sees what the first has done.
  for seen in
    select e.kind, e.id::uuid as id, e.value
      from (
        select 1 as place, 'projects' as kind, p.key as id, p.value from jsonb_each_text(new.expected -> 'projects') p
        union all
        select 2, 'environments', n.key, n.value from jsonb_each_text(new.expected -> 'environments') n
        union all
        select 3, 'services', s.key, s.value from jsonb_each_text(new.expected -> 'services') s
        union all
        select 4, 'configs', c.key, c.value from jsonb_each_text(new.expected -> 'configs') c
        union all
        select 5, 'instances', i.key, i.value from jsonb_each_text(new.expected -> 'instances') i
      ) e
      order by e.place, e.id
  loop
    case seen.kind
      when 'projects' then
        perform 1 from public.projects p
          where p.id = seen.id and p.organization_id = new.organization_id and p.updated_at = seen.value::timestamptz
          for no key update;
      when 'environments' then
        perform 1 from public.environments e
          where e.id = seen.id and e.organization_id = new.organization_id and e.updated_at = seen.value::timestamptz
          for no key update;
      when 'services' then
        perform 1 from public.services s
          where s.id = seen.id and s.organization_id = new.organization_id and s.updated_at = seen.value::timestamptz
          for no key update;
      when 'configs' then
        -- The service's row, locked above, is also the lock of its settings.
        perform 1 where seen.value::integer =
          (select coalesce(max(c.version), 0) from public.service_configs c where c.service_id = seen.id);
      when 'instances' then
        perform 1 from public.service_instances i
          where i.id = seen.id and i.organization_id = new.organization_id and seen.value = i.desired_replicas || coalesce('..' || i.max_replicas, '')
              || coalesce(' cpu ' || i.cpu_target_percent || '%', '') || coalesce(' memory ' || i.memory_target_percent || '%', '')
          for no key update;
    end case;
    stale := not found;
    if stale then
      raise exception 'config_stale: % % is not as planned', seen.kind, seen.id using errcode = '23514';
    end if;
  end loop;
  return new;
end
$$;
