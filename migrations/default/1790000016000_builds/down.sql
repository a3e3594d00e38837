drop table if exists public.builds;
