create table if not exists public.invitations (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  email text not null,
  role text not null references public.member_roles (value),
  token_hash text not null,
  invited_by uuid references public.users (id) on delete set null,
  accepted_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  constraint invitations_token_hash_key unique (token_hash),
  constraint invitations_hash_check check (token_hash ~ '^[0-9a-f]{64}$'),
  constraint invitations_email_check check (email = lower(email) and length(email) <= 254 and email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
  constraint invitations_end_check check (accepted_at is null or revoked_at is null)
);

comment on table public.invitations is 'Invitations into an organization. Whoever has the token and the address may join, once.';
comment on column public.invitations.token_hash is 'SHA-256 of the token, in hex.';
comment on column public.invitations.role is 'Never stronger than the role of whoever invites.';
comment on column public.invitations.accepted_at is 'Set once; also what makes two parallel acceptances one.';

create unique index if not exists invitations_open_key on public.invitations (organization_id asc, email asc)
  where accepted_at is null and revoked_at is null;
create index if not exists invitations_organization_id_idx on public.invitations (organization_id asc, created_at desc);
create index if not exists invitations_invited_by_idx on public.invitations (invited_by asc) where invited_by is not null;
create index if not exists invitations_accepted_by_idx on public.invitations (accepted_by asc) where accepted_by is not null;

drop trigger if exists invitations_audit on public.invitations;
create trigger invitations_audit after insert or update or delete on public.invitations
  for each row execute function public.audit_change('token_hash', 'email');

create or replace function public.tell_invitation() returns trigger
  language plpgsql
  as $$
begin
  perform public.tell(new.organization_id, null, 'MemberInvited', 'invitation', new.id, jsonb_build_object('role', new.role));
  return null;
end
$$;

drop trigger if exists invitations_tell on public.invitations;
create trigger invitations_tell after insert on public.invitations for each row execute function public.tell_invitation();

create or replace function public.revoke_invitations_of_member() returns trigger
  language plpgsql
  as $$
begin
  update public.invitations i set revoked_at = now()
    where i.organization_id = old.organization_id and i.invited_by = old.user_id
      and i.accepted_at is null and i.revoked_at is null;
  return null;
end
$$;

comment on function public.revoke_invitations_of_member() is 'Nobody joins by the word of somebody who has left, or whose role was changed since.';

drop trigger if exists organization_members_invitations on public.organization_members;
create trigger organization_members_invitations after delete or update of role on public.organization_members
  for each row execute function public.revoke_invitations_of_member();
