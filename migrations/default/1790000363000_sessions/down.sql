drop table if exists public.sessions;
