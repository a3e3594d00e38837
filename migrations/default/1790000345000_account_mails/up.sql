-- Accounts that are there, and all that do not come by open sign-up, are trusted: somebody else vouched for the address.
alter table public.users add column if not exists email_verified_at timestamptz default now();
comment on column public.users.email_verified_at is
  'When the address was proven, or taken on trust. Null: a mail was sent to it and nobody has answered yet, so nobody signs in.';

create table if not exists public.account_mails (
  id uuid primary key default gen_random_uuid(),
  kind text not null references public.account_mail_kinds (value),
  email text not null,
  user_id uuid references public.users (id) on delete cascade,
  invitation_id uuid references public.invitations (id) on delete cascade,
  token_hash text,
  attempts integer not null default 0,
  next_attempt_at timestamptz default now(),
  claimed_until timestamptz,
  sent_at timestamptz,
  failure_reason text,
  used_at timestamptz,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  constraint account_mails_token_hash_key unique (token_hash),
  constraint account_mails_hash_check check (token_hash ~ '^[0-9a-f]{64}$'),
  constraint account_mails_attempts_check check (attempts >= 0),
  constraint account_mails_subject_check check ((invitation_id is null) <> (user_id is null)),
  constraint account_mails_token_check check (
    (token_hash is null) = (kind in ('invitation', 'password_changed'))
  )
);

comment on table public.account_mails is
  'Mails to people about their account, written with the change they are about and sent afterwards. No role reads it.';
comment on column public.account_mails.id is 'Chosen at random; the token in the mail is a function of it and a key that is not in the database';
comment on column public.account_mails.kind is 'What it is for';
comment on column public.account_mails.email is 'Who gets it';
comment on column public.account_mails.user_id is 'Whose account it is about';
comment on column public.account_mails.invitation_id is 'The invitation that it brings; the token is that one''s';
comment on column public.account_mails.token_hash is 'SHA-256 of the token in it, in hex';
comment on column public.account_mails.attempts is 'How often sending it was begun';
comment on column public.account_mails.next_attempt_at is 'When it is tried (again); null: it was sent, or given up';
comment on column public.account_mails.claimed_until is 'Somebody is sending it until then';
comment on column public.account_mails.sent_at is 'When a mail server took it';
comment on column public.account_mails.failure_reason is 'Why the newest attempt did not succeed';
comment on column public.account_mails.used_at is 'Set once: a token works once';
comment on column public.account_mails.created_at is 'When the row was written';
comment on column public.account_mails.expires_at is 'From then on the token is worth nothing, and the mail is not sent any more';

create index if not exists account_mails_user_id_idx on public.account_mails (user_id asc, created_at desc) where user_id is not null;
create index if not exists account_mails_invitation_id_idx on public.account_mails (invitation_id asc) where invitation_id is not null;
create index if not exists account_mails_waiting_idx on public.account_mails (next_attempt_at asc) where next_attempt_at is not null;
create index if not exists account_mails_expires_at_idx on public.account_mails (expires_at asc);
