-- Named to run before deployments_place and deployments_status.
create or replace function public.require_approvals() returns trigger
  language plpgsql
  as $$
declare
  environment public.environments;
begin
  new.required_approvals := 0;
  select * into environment from public.environments e where e.id = new.environment_id;
  if environment.is_protected and environment.required_approvals > 0 and new.kind <> 'rollback' then
    new.required_approvals := environment.required_approvals;
    new.status := 'pending_approval';
    new.deadline_at := now() + make_interval(hours => environment.approval_timeout_hours);
  end if;
  return new;
end
$$;

comment on function public.require_approvals() is
  'A deployment to a protected environment waits for approvals, whoever asks for it. What served there before was approved already.';

drop trigger if exists deployments_approval on public.deployments;
create trigger deployments_approval before insert on public.deployments
  for each row execute function public.require_approvals();

create or replace function public.place_deployment_approval() returns trigger
  language plpgsql
  as $$
declare
  confined uuid := public.session_organization();
  waiting public.deployments;
begin
  -- The deployment's row is the lock that makes the count of approvals exact.
  select * into waiting from public.deployments d
    where d.id = new.deployment_id and (confined is null or d.organization_id = confined) for no key update;
  if not found then
    raise exception 'deployment "%" does not exist', new.deployment_id using errcode = '23503';
  end if;
  new.organization_id := waiting.organization_id;
  new.project_id := waiting.project_id;
  if waiting.status <> 'pending_approval' then
    raise exception 'approval_not_waiting: the deployment is %', waiting.status using errcode = '23514';
  end if;
  if new.decision = 'approved' then
    if new.created_by = waiting.created_by and not exists (
      select 1 from public.environments e where e.id = waiting.environment_id and e.allows_self_approval
    ) then
      raise exception 'approval_by_author: whoever asked for a deployment does not approve it' using errcode = '23514';
    end if;
    if exists (
      select 1 from public.deployments d
      where d.service_instance_id = waiting.service_instance_id and d.revision > waiting.revision
        and d.status in ('running', 'superseded', 'rolled_back')
    ) then
      raise exception 'approval_outdated: a later version served meanwhile' using errcode = '23514';
    end if;
  end if;
  return new;
end
$$;

comment on function public.place_deployment_approval() is
  'Places a decision beside its deployment and refuses one that is too late, or that the author may not make.';

drop trigger if exists deployment_approvals_place on public.deployment_approvals;
create trigger deployment_approvals_place before insert on public.deployment_approvals
  for each row execute function public.place_deployment_approval();

create or replace function public.carry_out_approval() returns trigger
  language plpgsql
  as $$
begin
  if new.decision = 'rejected' then
    update public.deployments d
      set status = 'rejected', finished_at = clock_timestamp(),
          failure_reason = case when new.comment = '' then 'It was rejected.' else 'It was rejected: ' || new.comment end
      where d.id = new.deployment_id and d.status = 'pending_approval';
  else
    update public.deployments d
      set status = 'queued', deadline_at = now() + interval '2 hours'
      where d.id = new.deployment_id and d.status = 'pending_approval'
        and d.required_approvals <= (
          select count(*) from public.deployment_approvals a where a.deployment_id = d.id and a.decision = 'approved'
        );
  end if;
  return null;
end
$$;

comment on function public.carry_out_approval() is 'The last approval needed lets the deployment go on, the first rejection ends it.';

drop trigger if exists deployment_approvals_carry_out on public.deployment_approvals;
create trigger deployment_approvals_carry_out after insert on public.deployment_approvals
  for each row execute function public.carry_out_approval();

create or replace function public.keep_deployment_approval() returns trigger
  language plpgsql
  as $$
begin
  -- created_by may become null when its user is deleted; nothing else ever changes.
  if to_jsonb(new) - 'created_by' is distinct from to_jsonb(old) - 'created_by' then
    raise exception 'a decision about a deployment cannot change' using errcode = '23514';
  end if;
  return new;
end
$$;

drop trigger if exists deployment_approvals_keep on public.deployment_approvals;
create trigger deployment_approvals_keep before update on public.deployment_approvals
  for each row execute function public.keep_deployment_approval();

drop trigger if exists deployment_approvals_audit on public.deployment_approvals;
create trigger deployment_approvals_audit after insert or update or delete on public.deployment_approvals
  for each row execute function public.audit_change();

create or replace function public.tell_approval() returns trigger
  language plpgsql
  as $$
begin
  if old.status = 'pending_approval' and new.status in ('queued', 'rejected') then
    perform public.tell(new.organization_id, new.project_id,
      case new.status when 'queued' then 'DeploymentApproved' else 'DeploymentRejected' end, 'deployment', new.id,
      jsonb_build_object('serviceId', new.service_id, 'environmentId', new.environment_id, 'revision', new.revision));
  end if;
  return null;
end
$$;

drop trigger if exists deployments_tell_approval on public.deployments;
create trigger deployments_tell_approval after update of status on public.deployments
  for each row execute function public.tell_approval();

create or replace function public.limit_builds() returns trigger
  language plpgsql
  as $$
declare
  queue_limit integer;
  open_builds integer;
begin
  if new.created_by is null then
    return new;
  end if;
  select o.deployment_queue_limit into queue_limit from public.organizations o
    where o.id = (public.service_of(new.service_id)).organization_id for no key update;
  select count(*) into open_builds from public.builds b join public.services s on s.id = b.service_id
    where s.organization_id = (public.service_of(new.service_id)).organization_id
      and b.created_by is not null and b.status in ('queued', 'building', 'cancelling');
  if open_builds >= queue_limit then
    raise exception 'builds_queue_limit: % builds of this organization are under way and % may', open_builds, queue_limit
      using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.limit_builds() is 'Builds asked for by themselves have the same limit as deployments that wait.';

drop trigger if exists builds_limit on public.builds;
create trigger builds_limit before insert on public.builds for each row execute function public.limit_builds();
