drop table if exists public.projects;
