drop trigger if exists service_instances_replica_rules on public.service_instances;
drop function if exists public.enforce_replica_rules();
