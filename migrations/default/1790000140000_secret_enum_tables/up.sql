create table if not exists public.secret_scopes (
  value text primary key,
  comment text not null
);
comment on table public.secret_scopes is 'Who reads a secret. Of two with the same key the narrower one counts.';
