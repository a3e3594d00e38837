drop trigger if exists database_restores_status on public.database_restores;
drop trigger if exists database_backups_status on public.database_backups;
drop trigger if exists tenant_clusters_status on public.tenant_clusters;
drop trigger if exists clusters_status on public.clusters;
drop trigger if exists databases_status on public.databases;
