create or replace function public.write_deployment_steps() returns trigger
  language plpgsql
  as $$
declare
  moment timestamptz := clock_timestamp();
begin
  if tg_op = 'UPDATE' then
    if new.status = old.status then
      return null;
    end if;
    update public.deployment_steps s
      set finished_at = moment,
          outcome = case when new.status in ('failed', 'rejected') then 'failed'
                         when new.status in ('cancelling', 'cancelled') then 'cancelled'
                         else 'succeeded' end
      where s.deployment_id = new.id and s.finished_at is null;
  end if;
  if new.status in ('pending_approval', 'queued', 'building', 'scanning', 'deploying', 'verifying', 'cancelling') then
    insert into public.deployment_steps (organization_id, project_id, deployment_id, phase, started_at)
      values (new.organization_id, new.project_id, new.id, new.status, moment);
  end if;
  return null;
end
$$;

comment on function public.write_deployment_steps() is 'Keeps the time ledger: closes the step a deployment leaves, opens the one it enters.';

drop trigger if exists deployments_ledger on public.deployments;
create trigger deployments_ledger after insert or update of status on public.deployments
  for each row execute function public.write_deployment_steps();
