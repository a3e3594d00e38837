create table if not exists public.access_ends (
  subject_id uuid primary key,
  kind text not null,
  ended_at timestamptz not null default now(),
  constraint access_ends_kind_check check (kind in ('session', 'api_key', 'user'))
);

comment on table public.access_ends is
  'Whose access tokens are worth nothing any more although they have not expired. Whoever judges tokens watches it; a row goes when the last such token has expired.';
comment on column public.access_ends.subject_id is 'The session, API key or user that tokens name';
comment on column public.access_ends.kind is 'What it is';
comment on column public.access_ends.ended_at is 'Since when';

create index if not exists access_ends_ended_at_idx on public.access_ends (ended_at asc);
