drop table if exists public.regions;
