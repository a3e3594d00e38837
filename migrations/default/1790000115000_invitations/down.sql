drop trigger if exists organization_members_invitations on public.organization_members;
drop function if exists public.revoke_invitations_of_member();
drop table if exists public.invitations;
drop function if exists public.tell_invitation();
