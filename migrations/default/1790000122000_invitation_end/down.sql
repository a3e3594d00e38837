drop trigger if exists invitations_end on public.invitations;
drop function if exists public.end_invitation_once();
