drop trigger if exists organization_members_keep_owner on public.organization_members;
drop function if exists public.keep_an_owner();
