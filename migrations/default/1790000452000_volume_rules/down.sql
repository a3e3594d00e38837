drop trigger if exists service_instances_stateful on public.service_instances;
drop trigger if exists service_instances_stateful_new on public.service_instances;
drop function if exists public.check_stateful_replicas();
drop trigger if exists deployments_volume_new on public.deployments;
drop trigger if exists deployments_volume on public.deployments;
drop function if exists public.grow_volume();
drop trigger if exists service_configs_volume on public.service_configs;
drop function if exists public.settle_volume();
