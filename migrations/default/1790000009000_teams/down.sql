drop table if exists public.teams;
