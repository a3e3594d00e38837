drop table if exists public.access_ends;
