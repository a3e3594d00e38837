create table if not exists public.anonymous_requests (
  request_id uuid primary key,
  action text not null,
  input_hash text not null,
  answer jsonb not null,
  created_at timestamptz not null default now(),
  constraint anonymous_requests_input_hash_check check (input_hash ~ '^[0-9a-f]{64}$')
);

comment on table public.anonymous_requests is
  'Commands of nobody in particular (signing in and up) that were carried out: a repeat is answered with the first answer. Answers hold ids, never tokens.';
comment on column public.anonymous_requests.input_hash is
  'Keyed hash of action and input: says nothing about the password in it to whoever reads the table.';

create index if not exists anonymous_requests_created_at_idx on public.anonymous_requests (created_at asc);
