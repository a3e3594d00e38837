create or replace function public.end_invitation_once() returns trigger
  language plpgsql
  as $$
begin
  if new.accepted_at is not null and old.accepted_at is distinct from new.accepted_at
    and (old.accepted_at is not null or old.revoked_at is not null or old.expires_at <= new.accepted_at) then
    raise exception 'invitation_ended: it was accepted or revoked, or has expired' using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.end_invitation_once() is 'Two cannot accept one invitation, and nobody one that has ended.';

drop trigger if exists invitations_end on public.invitations;
create trigger invitations_end before update on public.invitations for each row execute function public.end_invitation_once();
