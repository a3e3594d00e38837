create table if not exists public.git_credential_types (
  value text primary key,
  comment text not null
);
comment on table public.git_credential_types is 'How a git host is told who asks.';
