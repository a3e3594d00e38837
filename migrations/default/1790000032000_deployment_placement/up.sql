create or replace function public.place_deployment() returns trigger
  language plpgsql
  as $$
declare
  parent public.services := public.service_of(new.service_id);
  queue_limit integer;
  waiting integer;
begin
  new.organization_id := parent.organization_id;
  new.project_id := parent.project_id;
  -- Somebody else may be making the same instance, or taking the same address: then look again.
  for attempt in 1..4 loop
    -- The instance's row is the lock that makes revisions gapless; the organization's row the one that makes the limit exact.
    select i.id into new.service_instance_id from public.service_instances i
      where i.service_id = new.service_id and i.environment_id = new.environment_id for no key update;
    exit when found;
    insert into public.service_instances (service_id, environment_id) values (new.service_id, new.environment_id)
      on conflict do nothing;
  end loop;
  select coalesce(max(d.revision), 0) + 1 into new.revision from public.deployments d
    where d.service_instance_id = new.service_instance_id;
  select o.deployment_queue_limit into queue_limit from public.organizations o
    where o.id = new.organization_id for no key update;
  select count(*) into waiting from public.deployments d
    where d.organization_id = new.organization_id and d.status in ('pending_approval', 'queued');
  if waiting >= queue_limit then
    raise exception 'deployments_queue_limit: % deployments of this organization are waiting and % may', waiting, queue_limit
      using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.place_deployment() is
  'Places a deployment in its instance (made by the first one), numbers it, and refuses it when the queue is full.';

drop trigger if exists deployments_place on public.deployments;
create trigger deployments_place before insert on public.deployments for each row execute function public.place_deployment();
