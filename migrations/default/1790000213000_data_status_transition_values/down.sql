delete from public.status_transitions
  where machine in ('databases', 'clusters', 'tenant_clusters', 'database_backups', 'database_restores');
