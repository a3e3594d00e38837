create or replace function public.keep_deleting() returns trigger
  language plpgsql
  as $$
begin
  if old.deleting_at is not null and new.deleting_at is distinct from old.deleting_at then
    raise exception 'being_deleted: there is no way back' using errcode = '23514';
  end if;
  return new;
end
$$;

drop trigger if exists projects_keep_deleting on public.projects;
create trigger projects_keep_deleting before update of deleting_at on public.projects
  for each row execute function public.keep_deleting();
drop trigger if exists environments_keep_deleting on public.environments;
create trigger environments_keep_deleting before update of deleting_at on public.environments
  for each row execute function public.keep_deleting();
drop trigger if exists services_keep_deleting on public.services;
create trigger services_keep_deleting before update of deleting_at on public.services
  for each row execute function public.keep_deleting();

create or replace function public.delete_contents() returns trigger
  language plpgsql
  as $$
begin
  if new.deleting_at is not null and old.deleting_at is null then
    update public.services s set deleting_at = new.deleting_at where s.project_id = new.id and s.deleting_at is null;
    update public.environments e set deleting_at = new.deleting_at where e.project_id = new.id and e.deleting_at is null;
  end if;
  return null;
end
$$;

comment on function public.delete_contents() is 'What is in a project is deleted with it.';

drop trigger if exists projects_delete_contents on public.projects;
create trigger projects_delete_contents after update of deleting_at on public.projects
  for each row execute function public.delete_contents();

create or replace function public.refuse_in_deleted_project() returns trigger
  language plpgsql
  as $$
begin
  if exists (select 1 from public.projects p where p.id = new.project_id and p.deleting_at is not null) then
    raise exception 'being_deleted: the project is being deleted' using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.refuse_in_deleted_project() is 'Nothing new is made in what is being deleted.';

create or replace function public.refuse_in_deleted_service() returns trigger
  language plpgsql
  as $$
begin
  if exists (select 1 from public.services s where s.id = new.service_id and s.deleting_at is not null) then
    raise exception 'being_deleted: the service is being deleted' using errcode = '23514';
  end if;
  return new;
end
$$;

create or replace function public.refuse_in_deleted_environment() returns trigger
  language plpgsql
  as $$
begin
  if exists (select 1 from public.environments e where e.id = new.environment_id and e.deleting_at is not null) then
    raise exception 'being_deleted: the environment is being deleted' using errcode = '23514';
  end if;
  return new;
end
$$;

drop trigger if exists services_refuse_deleted on public.services;
create trigger services_refuse_deleted before insert on public.services
  for each row execute function public.refuse_in_deleted_project();
drop trigger if exists environments_refuse_deleted on public.environments;
create trigger environments_refuse_deleted before insert on public.environments
  for each row execute function public.refuse_in_deleted_project();
drop trigger if exists builds_refuse_deleted on public.builds;
create trigger builds_refuse_deleted before insert on public.builds
  for each row execute function public.refuse_in_deleted_service();
drop trigger if exists deployments_refuse_deleted_service on public.deployments;
create trigger deployments_refuse_deleted_service before insert on public.deployments
  for each row execute function public.refuse_in_deleted_service();
drop trigger if exists deployments_refuse_deleted_environment on public.deployments;
create trigger deployments_refuse_deleted_environment before insert on public.deployments
  for each row execute function public.refuse_in_deleted_environment();
drop trigger if exists service_instances_refuse_deleted_service on public.service_instances;
create trigger service_instances_refuse_deleted_service before insert on public.service_instances
  for each row execute function public.refuse_in_deleted_service();
drop trigger if exists service_instances_refuse_deleted_environment on public.service_instances;
create trigger service_instances_refuse_deleted_environment before insert on public.service_instances
  for each row execute function public.refuse_in_deleted_environment();
