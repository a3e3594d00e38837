create or replace function public.want_commit_status(
  build public.builds, deployment public.deployments, wanted text
) returns void
  language plpgsql
  as $$
begin
  -- Only what a git host can be asked about: not folders, and not before the commit is known.
  if wanted is null or build.git_commit is null or build.git_repository !~ '^(https?://|ssh://|[A-Za-z0-9._]+@)' then
    return;
  end if;
  insert into public.commit_statuses as s (organization_id, project_id, build_id, deployment_id, git_repository, git_commit, state)
  values (
    build.organization_id, build.project_id,
    case when deployment.id is null then build.id end, deployment.id,
    build.git_repository, build.git_commit, wanted
  )
  on conflict on constraint commit_statuses_build_key do update
    set state = excluded.state, is_open = true, attempts = 0, next_attempt_at = now(), failure_reason = null
    where s.state <> excluded.state;
end
$$;

comment on function public.want_commit_status(public.builds, public.deployments, text) is
  'Notes what the git host shall show for a build; for a deployment the caller has looked whether there is a row.';

create or replace function public.report_deployment(deployment public.deployments) returns void
  language plpgsql
  as $$
declare
  build public.builds;
  wanted text := case
    when deployment.status in ('pending_approval', 'queued') then 'pending'
    when deployment.status in ('building', 'scanning', 'deploying', 'verifying') then 'running'
    when deployment.status = 'running' then 'succeeded'
    when deployment.status in ('failed', 'rolled_back') then 'failed'
    when deployment.status in ('cancelled', 'rejected') then 'cancelled'
  end;
begin
  if deployment.build_id is null or wanted is null then
    return;
  end if;
  update public.commit_statuses s
    set state = wanted, is_open = true, attempts = 0, next_attempt_at = now(), failure_reason = null
    where s.deployment_id = deployment.id and s.state <> wanted;
  if not found and not exists (select 1 from public.commit_statuses s where s.deployment_id = deployment.id) then
    select * into build from public.builds b where b.id = deployment.build_id;
    perform public.want_commit_status(build, deployment, wanted);
  end if;
end
$$;

comment on function public.report_deployment(public.deployments) is
  'Notes what the git host shall show for a deployment. What was superseded stays what it was.';

create or replace function public.build_reports() returns trigger
  language plpgsql
  as $$
declare
  deployment public.deployments;
begin
  perform public.want_commit_status(new, null::public.deployments, case new.status
    when 'queued' then 'pending'
    when 'building' then 'running'
    when 'succeeded' then 'succeeded'
    when 'failed' then 'failed'
    when 'cancelled' then 'cancelled'
  end);
  if tg_op = 'UPDATE' and new.git_commit is not null and old.git_commit is null then
    for deployment in select * from public.deployments d where d.build_id = new.id loop
      perform public.report_deployment(deployment);
    end loop;
  end if;
  return null;
end
$$;

drop trigger if exists builds_report on public.builds;
create trigger builds_report after insert or update of status, git_commit on public.builds
  for each row execute function public.build_reports();

create or replace function public.deployment_reports() returns trigger
  language plpgsql
  as $$
begin
  perform public.report_deployment(new);
  return null;
end
$$;

drop trigger if exists deployments_report on public.deployments;
create trigger deployments_report after insert or update of status, build_id on public.deployments
  for each row execute function public.deployment_reports();
