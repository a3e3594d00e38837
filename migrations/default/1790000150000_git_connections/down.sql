drop table if exists public.git_connections;
