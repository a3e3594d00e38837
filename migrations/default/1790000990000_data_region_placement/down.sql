drop trigger if exists organizations_data_region on public.organizations;
drop function if exists public.check_data_region();
drop trigger if exists databases_data_region on public.databases;
drop trigger if exists clusters_data_region on public.clusters;
drop function if exists public.keep_in_data_region();
drop function if exists public.region_allowed(uuid, uuid);
