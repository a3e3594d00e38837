drop table if exists public.domain_events;
