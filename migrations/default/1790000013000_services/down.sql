drop table if exists public.services;
