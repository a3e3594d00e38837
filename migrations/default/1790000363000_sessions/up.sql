create table if not exists public.sessions (
  id uuid primary key,
  user_id uuid not null references public.users (id) on delete cascade,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  is_browser boolean not null default false,
  client_address text,
  created_at timestamptz not null default now(),
  renewed_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);

comment on table public.sessions is
  'One row a sign-in: what people see of their sessions, and end. Kept by triggers on refresh_tokens; access tokens name it.';
comment on column public.sessions.id is 'The family of its refresh tokens';
comment on column public.sessions.user_id is 'Who signed in';
comment on column public.sessions.organization_id is 'The organization it is in now';
comment on column public.sessions.is_browser is 'It is bound to the cookie of a browser';
comment on column public.sessions.client_address is 'Where it was begun from, when that is known';
comment on column public.sessions.created_at is 'When somebody signed in';
comment on column public.sessions.renewed_at is 'When its newest access token was made';
comment on column public.sessions.expires_at is 'When it ends by itself unless it is renewed';
comment on column public.sessions.ended_at is 'When it was ended: by signing out, a changed password, a token used twice, or an account switched off';

create index if not exists sessions_user_id_idx on public.sessions (user_id asc, created_at desc);
create index if not exists sessions_organization_id_idx on public.sessions (organization_id asc);
create index if not exists sessions_expires_at_idx on public.sessions (expires_at asc);
