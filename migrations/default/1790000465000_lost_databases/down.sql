create or replace function public.tell_database() returns trigger
  language plpgsql
  as $$
declare
  event_type text;
begin
  if new.status = old.status then
    return null;
  end if;
  event_type := case
    when old.status = 'provisioning' and new.status = 'running' then 'DatabaseCreated'
    when new.status = 'failed' then 'DatabaseFailed'
    when old.status = 'scaling' and new.status = 'running' and new.failure_step is distinct from 'scaling' then 'DatabaseScaled'
    when new.status = 'deleted' then 'DatabaseDeleted'
    else 'DatabaseStatusChanged'
  end;
  perform public.tell(new.organization_id, new.project_id, event_type, 'database', new.id,
    jsonb_build_object('slug', new.slug, 'environmentId', new.environment_id, 'from', old.status, 'to', new.status,
      'nodes', new.nodes, 'failureStep', new.failure_step));
  return null;
end
$$;

alter table public.databases drop constraint if exists databases_deadline_check;
alter table public.databases add constraint databases_deadline_check check (
  deadline_at is not null or status in ('running', 'unreachable', 'deleted', 'failed')
);
