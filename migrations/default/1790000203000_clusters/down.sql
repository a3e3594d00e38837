drop table if exists public.clusters;
