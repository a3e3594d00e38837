create or replace function public.place_job_run() returns trigger
  language plpgsql
  as $$
declare
  confined uuid := public.session_organization();
begin
  select i.organization_id, i.project_id, i.service_id, i.environment_id
    into new.organization_id, new.project_id, new.service_id, new.environment_id
    from public.service_instances i
    where i.id = new.service_instance_id and (confined is null or i.organization_id = confined);
  if not found then
    raise exception 'service instance "%" does not exist', new.service_instance_id using errcode = '23503';
  end if;
  return new;
end
$$;

comment on function public.place_job_run() is 'Places a run beside its service instance.';

drop trigger if exists job_runs_place on public.job_runs;
create trigger job_runs_place before insert on public.job_runs for each row execute function public.place_job_run();
drop trigger if exists job_runs_refuse_deleted on public.job_runs;
create trigger job_runs_refuse_deleted before insert on public.job_runs
  for each row execute function public.refuse_in_deleted_service();
drop trigger if exists job_runs_keep on public.job_runs;
create trigger job_runs_keep before update on public.job_runs for each row execute function public.keep_project();
drop trigger if exists job_runs_touch on public.job_runs;
create trigger job_runs_touch before update on public.job_runs for each row execute function public.touch_updated_at();
drop trigger if exists job_runs_status on public.job_runs;
create trigger job_runs_status before insert or update of status on public.job_runs
  for each row execute function public.refuse_illegal_status();
drop trigger if exists job_runs_audit on public.job_runs;
create trigger job_runs_audit after insert or update of status or delete on public.job_runs
  for each row execute function public.audit_change();

create or replace function public.tell_job_run() returns trigger
  language plpgsql
  as $$
begin
  if new.status <> old.status and new.status in ('succeeded', 'failed') then
    perform public.tell(new.organization_id, new.project_id,
      case new.status when 'succeeded' then 'JobSucceeded' else 'JobFailed' end, 'job_run', new.id,
      jsonb_build_object('serviceId', new.service_id, 'environmentId', new.environment_id, 'exitCode', new.exit_code));
  end if;
  return null;
end
$$;

drop trigger if exists job_runs_tell on public.job_runs;
create trigger job_runs_tell after update of status on public.job_runs for each row execute function public.tell_job_run();
