create or replace function public.tell(
  organization uuid, project uuid, event_type text, about text, about_id uuid, details jsonb
) returns void
  language sql
  as $$
    insert into public.domain_events (organization_id, project_id, type, subject_type, subject_id, payload, actor_id, request_id)
    values (
      organization, project, event_type, about, about_id, details,
      public.session_variable('x-hasura-user-id')::uuid, public.session_variable('x-hasura-request-id')
    )
  $$;

comment on function public.tell(uuid, uuid, text, text, uuid, jsonb) is 'Writes a domain event in the transaction under way.';

create or replace function public.tell_project() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'INSERT' then
    perform public.tell(new.organization_id, new.id, 'ProjectCreated', 'project', new.id, jsonb_build_object('slug', new.slug));
  else
    perform public.tell(old.organization_id, old.id, 'ProjectDeleted', 'project', old.id, jsonb_build_object('slug', old.slug));
  end if;
  return null;
end
$$;

drop trigger if exists projects_tell on public.projects;
create trigger projects_tell after insert or delete on public.projects for each row execute function public.tell_project();

create or replace function public.tell_service() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'INSERT' then
    perform public.tell(new.organization_id, new.project_id, 'ServiceCreated', 'service', new.id,
      jsonb_build_object('slug', new.slug, 'type', new.type));
  else
    perform public.tell(old.organization_id, old.project_id, 'ServiceDeleted', 'service', old.id,
      jsonb_build_object('slug', old.slug, 'type', old.type));
  end if;
  return null;
end
$$;

drop trigger if exists services_tell on public.services;
create trigger services_tell after insert or delete on public.services for each row execute function public.tell_service();

create or replace function public.tell_build() returns trigger
  language plpgsql
  as $$
declare
  event_type text := case new.status
    when 'building' then 'BuildStarted' when 'succeeded' then 'BuildCompleted' when 'failed' then 'BuildFailed' end;
begin
  if event_type is not null and new.status <> old.status then
    perform public.tell(new.organization_id, new.project_id, event_type, 'build', new.id,
      jsonb_build_object('serviceId', new.service_id, 'commit', new.git_commit, 'failureStep', new.failure_step));
  end if;
  return null;
end
$$;

drop trigger if exists builds_tell on public.builds;
create trigger builds_tell after update of status on public.builds for each row execute function public.tell_build();

create or replace function public.tell_deployment() returns trigger
  language plpgsql
  as $$
declare
  event_type text;
begin
  if tg_op = 'INSERT' then
    event_type := 'DeploymentRequested';
  elsif new.status <> old.status then
    event_type := case
      when new.status = 'running' and new.kind = 'rollback' then 'ServiceRolledBack'
      when new.status = 'running' then 'ServiceDeployed'
      when new.status = 'failed' then 'DeploymentFailed'
      when new.status = 'cancelled' then 'DeploymentCancelled'
    end;
  end if;
  if event_type is not null then
    perform public.tell(new.organization_id, new.project_id, event_type, 'deployment', new.id,
      jsonb_build_object('serviceId', new.service_id, 'environmentId', new.environment_id, 'revision', new.revision,
        'failureStep', new.failure_step));
  end if;
  return null;
end
$$;

drop trigger if exists deployments_tell on public.deployments;
create trigger deployments_tell after insert or update of status on public.deployments
  for each row execute function public.tell_deployment();

create or replace function public.tell_service_instance() returns trigger
  language plpgsql
  as $$
begin
  if new.status <> old.status then
    perform public.tell(new.organization_id, new.project_id, 'InstanceStatusChanged', 'service_instance', new.id,
      jsonb_build_object('serviceId', new.service_id, 'from', old.status, 'to', new.status));
  end if;
  return null;
end
$$;

drop trigger if exists service_instances_tell on public.service_instances;
create trigger service_instances_tell after update of status on public.service_instances
  for each row execute function public.tell_service_instance();

create or replace function public.tell_member() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'INSERT' then
    perform public.tell(new.organization_id, null, 'MemberAdded', 'user', new.user_id, jsonb_build_object('role', new.role));
  else
    perform public.tell(old.organization_id, null, 'MemberRemoved', 'user', old.user_id, jsonb_build_object('role', old.role));
  end if;
  return null;
end
$$;

drop trigger if exists organization_members_tell on public.organization_members;
create trigger organization_members_tell after insert or delete on public.organization_members
  for each row execute function public.tell_member();
