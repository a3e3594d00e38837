create table if not exists public.requests (
  actor_id uuid not null references public.users (id) on delete cascade,
  request_id uuid not null,
  action text not null,
  input_hash text not null,
  answer jsonb not null,
  created_at timestamptz not null default now(),
  primary key (actor_id, request_id),
  constraint requests_input_hash_check check (input_hash ~ '^[0-9a-f]{64}$')
);

comment on table public.requests is
  'Commands that were carried out, written in the transaction of their effect: a repeat is answered with the first answer.';
comment on column public.requests.input_hash is 'SHA-256 of action and input: the same id with another input is refused.';

create index if not exists requests_created_at_idx on public.requests (created_at asc);
