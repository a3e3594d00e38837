alter table public.service_instances drop constraint if exists service_instances_volume_check;
alter table public.service_instances drop column if exists address;
alter table public.service_instances drop column if exists volume_gigabytes;
alter table public.service_configs drop constraint if exists service_configs_volume_gigabytes_check;
alter table public.service_configs drop constraint if exists service_configs_volume_path_check;
alter table public.service_configs drop column if exists volume_gigabytes;
alter table public.service_configs drop column if exists volume_path;
