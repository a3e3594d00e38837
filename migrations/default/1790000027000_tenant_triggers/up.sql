-- Every row of a tenant carries organization_id and project_id, taken from its parent and never from the client.
-- A parent of another organization is answered exactly like one that does not exist.

create or replace function public.project_of(wanted uuid) returns public.projects
  language plpgsql stable
  as $$
declare
  found_project public.projects;
  confined uuid := public.session_organization();
begin
  select * into found_project from public.projects p
    where p.id = wanted and (confined is null or p.organization_id = confined);
  if not found then
    raise exception 'project "%" does not exist', wanted using errcode = '23503';
  end if;
  return found_project;
end
$$;

create or replace function public.service_of(wanted uuid) returns public.services
  language plpgsql stable
  as $$
declare
  found_service public.services;
  confined uuid := public.session_organization();
begin
  select * into found_service from public.services s
    where s.id = wanted and (confined is null or s.organization_id = confined);
  if not found then
    raise exception 'service "%" does not exist', wanted using errcode = '23503';
  end if;
  return found_service;
end
$$;

create or replace function public.place_in_project() returns trigger
  language plpgsql
  as $$
begin
  new.organization_id := (public.project_of(new.project_id)).organization_id;
  return new;
end
$$;

create or replace function public.place_in_service() returns trigger
  language plpgsql
  as $$
declare
  parent public.services := public.service_of(new.service_id);
begin
  new.organization_id := parent.organization_id;
  new.project_id := parent.project_id;
  return new;
end
$$;

create or replace function public.keep_tenant() returns trigger
  language plpgsql
  as $$
begin
  if new.organization_id is distinct from old.organization_id then
    raise exception 'organization_id of % cannot change', tg_table_name using errcode = '23514';
  end if;
  return new;
end
$$;

create or replace function public.keep_project() returns trigger
  language plpgsql
  as $$
begin
  if new.organization_id is distinct from old.organization_id or new.project_id is distinct from old.project_id then
    raise exception 'organization_id and project_id of % cannot change', tg_table_name using errcode = '23514';
  end if;
  return new;
end
$$;

drop trigger if exists projects_keep_tenant on public.projects;
create trigger projects_keep_tenant before update on public.projects for each row execute function public.keep_tenant();

drop trigger if exists teams_keep_tenant on public.teams;
create trigger teams_keep_tenant before update on public.teams for each row execute function public.keep_tenant();

drop trigger if exists environments_place on public.environments;
create trigger environments_place before insert on public.environments for each row execute function public.place_in_project();
drop trigger if exists environments_keep on public.environments;
create trigger environments_keep before update on public.environments for each row execute function public.keep_project();

drop trigger if exists services_place on public.services;
create trigger services_place before insert on public.services for each row execute function public.place_in_project();
drop trigger if exists services_keep on public.services;
create trigger services_keep before update on public.services for each row execute function public.keep_project();

drop trigger if exists builds_place on public.builds;
create trigger builds_place before insert on public.builds for each row execute function public.place_in_service();
drop trigger if exists builds_keep on public.builds;
create trigger builds_keep before update on public.builds for each row execute function public.keep_project();

drop trigger if exists service_instances_keep on public.service_instances;
create trigger service_instances_keep before update on public.service_instances for each row execute function public.keep_project();

drop trigger if exists deployments_keep on public.deployments;
create trigger deployments_keep before update on public.deployments for each row execute function public.keep_project();
