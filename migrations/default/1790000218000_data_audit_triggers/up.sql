-- What is seen is not a change anybody made: only what is wanted, and states, are audited.
drop trigger if exists regions_audit on public.regions;
create trigger regions_audit after insert or update or delete on public.regions
  for each row execute function public.audit_change();
drop trigger if exists clusters_audit on public.clusters;
create trigger clusters_audit after insert or update of status, generation, name, is_shared, sealed_kubeconfig or delete on public.clusters
  for each row execute function public.audit_change('sealed_kubeconfig');
drop trigger if exists node_pools_audit on public.node_pools;
create trigger node_pools_audit after insert or update of quantity, machine_type, labels or delete on public.node_pools
  for each row execute function public.audit_change();
drop trigger if exists tenant_clusters_audit on public.tenant_clusters;
create trigger tenant_clusters_audit after insert or update of status, generation, name or delete on public.tenant_clusters
  for each row execute function public.audit_change();
drop trigger if exists kubeconfig_grants_audit on public.kubeconfig_grants;
create trigger kubeconfig_grants_audit after insert or update or delete on public.kubeconfig_grants
  for each row execute function public.audit_change('sealed_kubeconfig');
drop trigger if exists databases_audit on public.databases;
create trigger databases_audit after insert or update of status, generation, name, nodes, cpu_millicores, memory_megabytes, storage_gigabytes, pooling or delete on public.databases
  for each row execute function public.audit_change();
drop trigger if exists database_credentials_audit on public.database_credentials;
create trigger database_credentials_audit after insert or update or delete on public.database_credentials
  for each row execute function public.audit_change('sealed_password');
drop trigger if exists backup_schedules_audit on public.backup_schedules;
create trigger backup_schedules_audit after insert or update of cron, retention_days, minimum_kept, is_enabled or delete on public.backup_schedules
  for each row execute function public.audit_change();
drop trigger if exists database_backups_audit on public.database_backups;
create trigger database_backups_audit after insert or update of status, expires_at, description or delete on public.database_backups
  for each row execute function public.audit_change();
drop trigger if exists database_restores_audit on public.database_restores;
create trigger database_restores_audit after insert or update of status or delete on public.database_restores
  for each row execute function public.audit_change();
drop trigger if exists database_bindings_audit on public.database_bindings;
create trigger database_bindings_audit after insert or update or delete on public.database_bindings
  for each row execute function public.audit_change();
