drop table if exists public.environments;
