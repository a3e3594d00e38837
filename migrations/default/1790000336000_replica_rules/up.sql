-- A deployment is checked against the organization's rules before it starts; more replicas of what runs already are asked for without one.
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

comment on function public.enforce_replica_rules() is 'Refuses more replicas than a rule of the kind max_replicas allows.';

drop trigger if exists service_instances_replica_rules on public.service_instances;
create trigger service_instances_replica_rules after update of desired_replicas on public.service_instances
  for each row execute function public.enforce_replica_rules();
