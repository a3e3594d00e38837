drop table if exists public.commit_statuses;
drop table if exists public.commit_states;
