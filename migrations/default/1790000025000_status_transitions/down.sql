drop table if exists public.status_transitions;
