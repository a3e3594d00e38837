drop trigger if exists clusters_move_region on public.clusters;
drop trigger if exists environments_place_region on public.environments;
drop function if exists public.move_cluster_region();
drop function if exists public.place_environment_region();
drop function if exists public.region_of_place(uuid, uuid);
alter table public.environments drop column if exists region_id;
