create table if not exists public.user_credentials (
  user_id uuid primary key references public.users (id) on delete cascade,
  password_hash text not null,
  updated_at timestamptz not null default now(),
  constraint user_credentials_hash_check check (password_hash like '$argon2id$%')
);

comment on table public.user_credentials is 'Passwords of local accounts. No role but the platform itself reads this table.';
comment on column public.user_credentials.password_hash is 'Argon2id in PHC string format.';

drop trigger if exists user_credentials_touch on public.user_credentials;
create trigger user_credentials_touch before update on public.user_credentials
  for each row execute function public.touch_updated_at();
