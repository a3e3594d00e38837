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

create or replace function public.tell_database_backup() returns trigger
  language plpgsql
  as $$
begin
  if new.status <> old.status and new.status in ('succeeded', 'failed') and old.status <> 'deleting' then
    perform public.tell(new.organization_id, new.project_id,
      case new.status when 'succeeded' then 'DatabaseBackedUp' else 'DatabaseBackupFailed' end,
      'database_backup', new.id,
      jsonb_build_object('databaseId', new.database_id, 'kind', new.kind, 'sizeBytes', new.size_bytes));
  end if;
  return null;
end
$$;

create or replace function public.tell_database_restore() returns trigger
  language plpgsql
  as $$
begin
  if new.status <> old.status and new.status in ('succeeded', 'failed') then
    perform public.tell(new.organization_id, new.project_id,
      case new.status when 'succeeded' then 'DatabaseRestored' else 'DatabaseRestoreFailed' end,
      'database_restore', new.id,
      jsonb_build_object('sourceDatabaseId', new.source_database_id, 'targetDatabaseId', new.target_database_id,
        'backupId', new.backup_id, 'targetTime', new.target_time));
  end if;
  return null;
end
$$;

create or replace function public.tell_database_credentials() returns trigger
  language plpgsql
  as $$
begin
  if new.version > 1 then
    perform public.tell(new.organization_id, new.project_id, 'DatabaseCredentialsRotated', 'database', new.database_id,
      jsonb_build_object('version', new.version, 'username', new.username));
  end if;
  return null;
end
$$;

create or replace function public.tell_cluster() returns trigger
  language plpgsql
  as $$
declare
  event_type text;
begin
  if new.status = old.status then
    return null;
  end if;
  event_type := case
    when old.status = 'provisioning' and new.status = 'active' then 'ClusterProvisioned'
    when new.status = 'failed' then 'ClusterFailed'
    when old.status = 'scaling' and new.status = 'active' and new.failure_step is distinct from 'scaling' then 'ClusterScaled'
    when new.status = 'deleted' then 'ClusterDeleted'
    else 'ClusterStatusChanged'
  end;
  perform public.tell(new.organization_id, null, event_type, 'cluster', new.id,
    jsonb_build_object('slug', new.slug, 'from', old.status, 'to', new.status, 'nodes', new.nodes, 'failureStep', new.failure_step));
  return null;
end
$$;

create or replace function public.tell_tenant_cluster() returns trigger
  language plpgsql
  as $$
declare
  event_type text := case new.status
    when 'active' then 'TenantClusterReady' when 'failed' then 'TenantClusterFailed' when 'deleted' then 'TenantClusterDeleted' end;
begin
  if new.status <> old.status and event_type is not null then
    perform public.tell(new.organization_id, new.project_id, event_type, 'tenant_cluster', new.id,
      jsonb_build_object('slug', new.slug, 'hostClusterId', new.host_cluster_id, 'failureStep', new.failure_step));
  end if;
  return null;
end
$$;

create or replace function public.tell_kubeconfig_grant() returns trigger
  language plpgsql
  as $$
begin
  perform public.tell(new.organization_id, null, 'KubeconfigIssued', 'kubeconfig_grant', new.id,
    jsonb_build_object('userId', new.user_id, 'clusterId', new.cluster_id, 'tenantClusterId', new.tenant_cluster_id,
      'role', new.role, 'expiresAt', new.expires_at));
  return null;
end
$$;

drop trigger if exists databases_tell on public.databases;
create trigger databases_tell after update of status on public.databases
  for each row execute function public.tell_database();

drop trigger if exists database_backups_tell on public.database_backups;
create trigger database_backups_tell after update of status on public.database_backups
  for each row execute function public.tell_database_backup();

drop trigger if exists database_restores_tell on public.database_restores;
create trigger database_restores_tell after update of status on public.database_restores
  for each row execute function public.tell_database_restore();

drop trigger if exists database_credentials_tell on public.database_credentials;
create trigger database_credentials_tell after insert on public.database_credentials
  for each row execute function public.tell_database_credentials();

drop trigger if exists clusters_tell on public.clusters;
create trigger clusters_tell after update of status on public.clusters
  for each row execute function public.tell_cluster();

drop trigger if exists tenant_clusters_tell on public.tenant_clusters;
create trigger tenant_clusters_tell after update of status on public.tenant_clusters
  for each row execute function public.tell_tenant_cluster();

drop trigger if exists kubeconfig_grants_tell on public.kubeconfig_grants;
create trigger kubeconfig_grants_tell after insert on public.kubeconfig_grants
  for each row execute function public.tell_kubeconfig_grant();
