drop table if exists public.requests;
