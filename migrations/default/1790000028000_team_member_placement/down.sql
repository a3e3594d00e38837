drop trigger if exists team_members_place on public.team_members;
drop function if exists public.place_in_team();
