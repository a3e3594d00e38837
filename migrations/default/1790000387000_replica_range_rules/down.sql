drop trigger if exists service_instances_scaled on public.service_instances;
drop function if exists public.tell_service_scaled();
drop trigger if exists service_instances_range on public.service_instances;
drop trigger if exists service_instances_range_new on public.service_instances;
drop function if exists public.check_replica_range();

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
          where i.id = seen.id and i.organization_id = new.organization_id and i.desired_replicas = seen.value::integer
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

create or replace function public.enforce_replica_rules() returns trigger
  language plpgsql
  as $$
declare
  allowed integer;
begin
  -- Only what somebody asks for is refused, as with quotas; fewer replicas are always allowed.
  if public.session_variable('x-hasura-user-id') is null or new.desired_replicas <= old.desired_replicas then
    return null;
  end if;
  select min(r.max_replicas) into allowed from public.policy_rules r
    join public.environments e on e.id = new.environment_id
    where r.organization_id = new.organization_id and r.kind = 'max_replicas'
      and (r.project_id is null or r.project_id = new.project_id)
      and (r.environment_type is null or r.environment_type = e.type);
  if new.desired_replicas > allowed then
    -- 23000: see require_quota.
    raise exception 'policy-denied: % replicas are wanted and % are allowed. Scale to fewer, or ask an owner of the organization for another rule.',
      new.desired_replicas, allowed using errcode = '23000';
  end if;
  return null;
end
$$;

drop trigger if exists service_instances_replica_rules on public.service_instances;
create trigger service_instances_replica_rules after update of desired_replicas on public.service_instances
  for each row execute function public.enforce_replica_rules();

drop trigger if exists service_instances_audit on public.service_instances;
create trigger service_instances_audit after insert or update of desired_state, desired_replicas, generation or delete
  on public.service_instances for each row execute function public.audit_change();
