delete from public.commit_states;
