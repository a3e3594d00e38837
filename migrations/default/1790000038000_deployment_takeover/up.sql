create or replace function public.take_over() returns trigger
  language plpgsql
  as $$
begin
  if new.status = 'running' and old.status <> 'running' then
    update public.deployments d
      set status = case when new.kind = 'rollback' then 'rolled_back' else 'superseded' end, finished_at = clock_timestamp()
      where d.service_instance_id = new.service_instance_id and d.status = 'running';
    update public.service_instances i set current_deployment_id = new.id where i.id = new.service_instance_id;
  end if;
  return new;
end
$$;

comment on function public.take_over() is
  'When a deployment runs, the one before ends and the instance points at the new one, in the same statement: never two, never none.';

drop trigger if exists deployments_take_over on public.deployments;
create trigger deployments_take_over before update of status on public.deployments
  for each row execute function public.take_over();
