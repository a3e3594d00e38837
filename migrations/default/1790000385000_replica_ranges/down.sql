alter table public.service_instances drop constraint if exists service_instances_targets_check;
alter table public.service_instances drop constraint if exists service_instances_range_check;
alter table public.service_instances drop column if exists scaled_at;
alter table public.service_instances drop column if exists scaled_reason;
alter table public.service_instances drop column if exists scaled_replicas;
alter table public.service_instances drop column if exists memory_target_percent;
alter table public.service_instances drop column if exists cpu_target_percent;
alter table public.service_instances drop column if exists max_replicas;
