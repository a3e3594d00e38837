drop table if exists public.config_applications;
