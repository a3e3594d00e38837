drop table if exists public.service_instances;
