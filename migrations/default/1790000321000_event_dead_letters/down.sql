drop table if exists public.event_dead_letters;
