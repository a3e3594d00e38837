-- As for services: organization_id and project_id come from the parent and never from the client; a parent of another organization is
-- answered like one that does not exist.

create or replace function public.database_of(wanted uuid) returns public.databases
  language plpgsql stable
  as $$
declare
  found_database public.databases;
  confined uuid := public.session_organization();
begin
  select * into found_database from public.databases d
    where d.id = wanted and (confined is null or d.organization_id = confined);
  if not found then
    raise exception 'database "%" does not exist', wanted using errcode = '23503';
  end if;
  return found_database;
end
$$;

create or replace function public.place_database() returns trigger
  language plpgsql
  as $$
declare
  region_status text;
begin
  new.organization_id := (public.project_of(new.project_id)).organization_id;
  if not exists (select 1 from public.environments e where e.id = new.environment_id and e.project_id = new.project_id) then
    raise exception 'environment "%" does not exist', new.environment_id using errcode = '23503';
  end if;
  select r.status into region_status from public.regions r where r.id = new.region_id;
  if region_status <> 'available' then
    raise exception 'databases_region: nothing new is placed in a region that is %', region_status using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.place_database() is 'Places a database in its project, and only in a region that takes new things.';

create or replace function public.place_in_database() returns trigger
  language plpgsql
  as $$
declare
  parent public.databases := public.database_of(new.database_id);
begin
  new.organization_id := parent.organization_id;
  new.project_id := parent.project_id;
  return new;
end
$$;

create or replace function public.place_database_restore() returns trigger
  language plpgsql
  as $$
declare
  source public.databases := public.database_of(new.source_database_id);
  target public.databases := public.database_of(new.target_database_id);
begin
  new.organization_id := source.organization_id;
  new.project_id := source.project_id;
  if target.project_id <> source.project_id or target.engine <> source.engine then
    raise exception 'database "%" does not exist', new.target_database_id using errcode = '23503';
  end if;
  if new.backup_id is not null and not exists (
    select 1 from public.database_backups b where b.id = new.backup_id and b.database_id = new.source_database_id
  ) then
    raise exception 'backup "%" does not exist', new.backup_id using errcode = '23503';
  end if;
  if (new.backup_id is null) = (new.target_time is null) then
    raise exception 'database_restores_from_check: name a backup or a moment, and not both' using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.place_database_restore() is
  'Source and target are databases of one project and engine; the backup is one of the source.';

create or replace function public.place_database_binding() returns trigger
  language plpgsql
  as $$
declare
  parent public.databases := public.database_of(new.database_id);
begin
  new.organization_id := parent.organization_id;
  new.project_id := parent.project_id;
  if not exists (select 1 from public.services s where s.id = new.service_id and s.project_id = parent.project_id) then
    raise exception 'service "%" does not exist', new.service_id using errcode = '23503';
  end if;
  -- The same variable of a service cannot mean two databases in one environment.
  if exists (
    select 1 from public.database_bindings b join public.databases d on d.id = b.database_id
    where b.service_id = new.service_id and b.variable = new.variable
      and d.environment_id = parent.environment_id and b.database_id <> new.database_id and d.status <> 'deleted'
  ) then
    raise exception 'database_bindings_variable: the variable % of this service is another database''s address', new.variable
      using errcode = '23505';
  end if;
  return new;
end
$$;

create or replace function public.place_cluster() returns trigger
  language plpgsql
  as $$
declare
  confined uuid := public.session_organization();
  region_status text;
begin
  if confined is not null and new.organization_id <> confined then
    raise exception 'organization "%" does not exist', new.organization_id using errcode = '23503';
  end if;
  select r.status into region_status from public.regions r where r.id = new.region_id;
  if region_status <> 'available' then
    raise exception 'clusters_region: nothing new is placed in a region that is %', region_status using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.place_cluster() is 'A cluster is made for one''s own organization, in a region that takes new things.';

create or replace function public.place_node_pool() returns trigger
  language plpgsql
  as $$
declare
  confined uuid := public.session_organization();
begin
  select c.organization_id into new.organization_id from public.clusters c
    where c.id = new.cluster_id and (confined is null or c.organization_id = confined);
  if not found then
    raise exception 'cluster "%" does not exist', new.cluster_id using errcode = '23503';
  end if;
  return new;
end
$$;

create or replace function public.place_tenant_cluster() returns trigger
  language plpgsql
  as $$
declare
  confined uuid := public.session_organization();
begin
  if confined is not null and new.organization_id <> confined then
    raise exception 'organization "%" does not exist', new.organization_id using errcode = '23503';
  end if;
  if new.project_id is not null and (public.project_of(new.project_id)).organization_id <> new.organization_id then
    raise exception 'project "%" does not exist', new.project_id using errcode = '23503';
  end if;
  if not exists (
    select 1 from public.clusters c where c.id = new.host_cluster_id and (c.organization_id = new.organization_id or c.is_shared)
      and c.status not in ('deleting', 'deleted', 'failed')
  ) then
    raise exception 'cluster "%" does not exist', new.host_cluster_id using errcode = '23503';
  end if;
  return new;
end
$$;

comment on function public.place_tenant_cluster() is 'A virtual cluster runs in a cluster of its own organization or in one that the platform shares.';

create or replace function public.place_kubeconfig_grant() returns trigger
  language plpgsql
  as $$
declare
  confined uuid := public.session_organization();
begin
  if new.cluster_id is not null then
    select c.organization_id into new.organization_id from public.clusters c where c.id = new.cluster_id;
  else
    select c.organization_id into new.organization_id from public.tenant_clusters c where c.id = new.tenant_cluster_id;
  end if;
  if new.organization_id is null or (confined is not null and new.organization_id <> confined) then
    raise exception 'cluster "%" does not exist', coalesce(new.cluster_id, new.tenant_cluster_id) using errcode = '23503';
  end if;
  return new;
end
$$;

create or replace function public.keep_cluster_in_use() returns trigger
  language plpgsql
  as $$
begin
  if new.status = 'deleting' and old.status <> 'deleting' and exists (
    select 1 from public.tenant_clusters t where t.host_cluster_id = new.id and t.status <> 'deleted'
  ) then
    raise exception 'clusters_in_use: virtual clusters run in this cluster' using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.keep_cluster_in_use() is 'A cluster that others'' virtual clusters run in cannot be taken down.';

drop trigger if exists databases_place on public.databases;
create trigger databases_place before insert on public.databases
  for each row execute function public.place_database();

drop trigger if exists databases_keep on public.databases;
create trigger databases_keep before update on public.databases
  for each row execute function public.keep_project();

drop trigger if exists database_credentials_place on public.database_credentials;
create trigger database_credentials_place before insert on public.database_credentials
  for each row execute function public.place_in_database();

drop trigger if exists database_credentials_keep on public.database_credentials;
create trigger database_credentials_keep before update on public.database_credentials
  for each row execute function public.keep_project();

drop trigger if exists backup_schedules_place on public.backup_schedules;
create trigger backup_schedules_place before insert on public.backup_schedules
  for each row execute function public.place_in_database();

drop trigger if exists backup_schedules_keep on public.backup_schedules;
create trigger backup_schedules_keep before update on public.backup_schedules
  for each row execute function public.keep_project();

drop trigger if exists database_backups_place on public.database_backups;
create trigger database_backups_place before insert on public.database_backups
  for each row execute function public.place_in_database();

drop trigger if exists database_backups_keep on public.database_backups;
create trigger database_backups_keep before update on public.database_backups
  for each row execute function public.keep_project();

drop trigger if exists database_restores_place on public.database_restores;
create trigger database_restores_place before insert on public.database_restores
  for each row execute function public.place_database_restore();

drop trigger if exists database_restores_keep on public.database_restores;
create trigger database_restores_keep before update on public.database_restores
  for each row execute function public.keep_project();

drop trigger if exists database_bindings_place on public.database_bindings;
create trigger database_bindings_place before insert on public.database_bindings
  for each row execute function public.place_database_binding();

drop trigger if exists database_bindings_keep on public.database_bindings;
create trigger database_bindings_keep before update on public.database_bindings
  for each row execute function public.keep_project();

drop trigger if exists clusters_place on public.clusters;
create trigger clusters_place before insert on public.clusters
  for each row execute function public.place_cluster();

drop trigger if exists clusters_keep on public.clusters;
create trigger clusters_keep before update on public.clusters
  for each row execute function public.keep_tenant();

drop trigger if exists clusters_in_use on public.clusters;
create trigger clusters_in_use before update of status on public.clusters
  for each row execute function public.keep_cluster_in_use();

drop trigger if exists node_pools_place on public.node_pools;
create trigger node_pools_place before insert on public.node_pools
  for each row execute function public.place_node_pool();

drop trigger if exists node_pools_keep on public.node_pools;
create trigger node_pools_keep before update on public.node_pools
  for each row execute function public.keep_tenant();

drop trigger if exists tenant_clusters_place on public.tenant_clusters;
create trigger tenant_clusters_place before insert on public.tenant_clusters
  for each row execute function public.place_tenant_cluster();

drop trigger if exists tenant_clusters_keep on public.tenant_clusters;
create trigger tenant_clusters_keep before update on public.tenant_clusters
  for each row execute function public.keep_tenant();

drop trigger if exists kubeconfig_grants_place on public.kubeconfig_grants;
create trigger kubeconfig_grants_place before insert on public.kubeconfig_grants
  for each row execute function public.place_kubeconfig_grant();

drop trigger if exists kubeconfig_grants_keep on public.kubeconfig_grants;
create trigger kubeconfig_grants_keep before update on public.kubeconfig_grants
  for each row execute function public.keep_tenant();
