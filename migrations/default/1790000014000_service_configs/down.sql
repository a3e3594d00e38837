drop table if exists public.service_configs;
