drop trigger if exists databases_status on public.databases;
create trigger databases_status before insert or update of status on public.databases
  for each row execute function public.refuse_illegal_status();

drop trigger if exists clusters_status on public.clusters;
create trigger clusters_status before insert or update of status on public.clusters
  for each row execute function public.refuse_illegal_status();

drop trigger if exists tenant_clusters_status on public.tenant_clusters;
create trigger tenant_clusters_status before insert or update of status on public.tenant_clusters
  for each row execute function public.refuse_illegal_status();

drop trigger if exists database_backups_status on public.database_backups;
create trigger database_backups_status before insert or update of status on public.database_backups
  for each row execute function public.refuse_illegal_status();

drop trigger if exists database_restores_status on public.database_restores;
create trigger database_restores_status before insert or update of status on public.database_restores
  for each row execute function public.refuse_illegal_status();
