-- The arguments of enforce_quotas are the quotas that a new row counts against.
create or replace function public.enforce_quotas() returns trigger
  language plpgsql
  as $$
declare
  row_text jsonb := to_jsonb(new);
  name text;
begin
  foreach name in array tg_argv loop
    perform public.require_quota(new.organization_id, (row_text ->> 'project_id')::uuid, name);
  end loop;
  return null;
end
$$;

comment on function public.enforce_quotas() is 'Trigger of tables whose rows are counted against the quotas that are its arguments.';

drop trigger if exists projects_quota on public.projects;
create trigger projects_quota after insert on public.projects for each row execute function public.enforce_quotas('projects');
drop trigger if exists organization_members_quota on public.organization_members;
create trigger organization_members_quota after insert on public.organization_members
  for each row execute function public.enforce_quotas('members');
drop trigger if exists services_quota on public.services;
create trigger services_quota after insert on public.services for each row execute function public.enforce_quotas('services');
drop trigger if exists environments_quota on public.environments;
create trigger environments_quota after insert on public.environments
  for each row execute function public.enforce_quotas('environments');
drop trigger if exists secrets_quota on public.secrets;
create trigger secrets_quota after insert on public.secrets for each row execute function public.enforce_quotas('secrets');
drop trigger if exists databases_quota on public.databases;
create trigger databases_quota after insert on public.databases
  for each row execute function public.enforce_quotas('cpu_millicores', 'databases', 'memory_megabytes');
drop trigger if exists clusters_quota on public.clusters;
create trigger clusters_quota after insert on public.clusters for each row execute function public.enforce_quotas('clusters');
drop trigger if exists tenant_clusters_quota on public.tenant_clusters;
create trigger tenant_clusters_quota after insert on public.tenant_clusters
  for each row execute function public.enforce_quotas('clusters');

create or replace function public.enforce_deployment_quotas() returns trigger
  language plpgsql
  as $$
begin
  perform public.require_quota(new.organization_id, new.project_id, 'deployments_in_flight');
  -- What runs already takes no more by being deployed again.
  if not exists (select 1 from public.service_instances i where i.id = new.service_instance_id and i.desired_state = 'running') then
    perform public.require_quota(new.organization_id, new.project_id, 'cpu_millicores');
    perform public.require_quota(new.organization_id, new.project_id, 'memory_megabytes');
  end if;
  return null;
end
$$;

drop trigger if exists deployments_quota on public.deployments;
create trigger deployments_quota after insert on public.deployments
  for each row execute function public.enforce_deployment_quotas();

create or replace function public.enforce_instance_quotas() returns trigger
  language plpgsql
  as $$
begin
  -- Only what somebody asks for is refused: the platform's own steps were allowed when they were asked for.
  if public.session_variable('x-hasura-user-id') is not null and new.desired_state = 'running'
    and (old.desired_state <> 'running' or new.desired_replicas > old.desired_replicas) then
    perform public.require_quota(new.organization_id, new.project_id, 'cpu_millicores');
    perform public.require_quota(new.organization_id, new.project_id, 'memory_megabytes');
  end if;
  return null;
end
$$;

drop trigger if exists service_instances_quota on public.service_instances;
create trigger service_instances_quota after update of desired_state, desired_replicas on public.service_instances
  for each row execute function public.enforce_instance_quotas();

create or replace function public.enforce_config_quotas() returns trigger
  language plpgsql
  as $$
declare
  before public.service_configs;
begin
  select * into before from public.service_configs c where c.service_id = new.service_id and c.version = new.version - 1;
  if coalesce(new.cpu_limit_millicores, 250) > coalesce(before.cpu_limit_millicores, 250) then
    perform public.require_quota(new.organization_id, new.project_id, 'cpu_millicores');
  end if;
  if coalesce(new.memory_limit_megabytes, 256) > coalesce(before.memory_limit_megabytes, 256) then
    perform public.require_quota(new.organization_id, new.project_id, 'memory_megabytes');
  end if;
  return null;
end
$$;

drop trigger if exists service_configs_quota on public.service_configs;
create trigger service_configs_quota after insert on public.service_configs
  for each row execute function public.enforce_config_quotas();

create or replace function public.enforce_database_quotas() returns trigger
  language plpgsql
  as $$
begin
  if public.session_variable('x-hasura-user-id') is not null
    and (new.nodes > old.nodes or new.cpu_millicores > old.cpu_millicores or new.memory_megabytes > old.memory_megabytes) then
    perform public.require_quota(new.organization_id, new.project_id, 'cpu_millicores');
    perform public.require_quota(new.organization_id, new.project_id, 'memory_megabytes');
  end if;
  return null;
end
$$;

drop trigger if exists databases_scale_quota on public.databases;
create trigger databases_scale_quota after update of nodes, cpu_millicores, memory_megabytes on public.databases
  for each row execute function public.enforce_database_quotas();
