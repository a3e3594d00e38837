drop table if exists public.alerts;
