drop table if exists public.databases;
