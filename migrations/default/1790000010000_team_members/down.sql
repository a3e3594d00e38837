drop table if exists public.team_members;
