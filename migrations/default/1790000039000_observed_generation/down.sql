alter table public.service_instances drop column if exists observed_generation;
