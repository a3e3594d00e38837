create table if not exists public.users (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  name text not null,
  is_platform_admin boolean not null default false,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_email_key unique (email),
  constraint users_email_check check (email = lower(email) and length(email) <= 254 and email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
  constraint users_name_check check (length(name) between 1 and 100)
);

comment on table public.users is 'A person. What they may do is said by their membership of an organization.';
comment on column public.users.email is 'Address for signing in, in lower case.';
comment on column public.users.is_platform_admin is 'May act as platform_admin: sees all organizations.';
comment on column public.users.is_active is 'False: cannot sign in.';

drop trigger if exists users_touch on public.users;
create trigger users_touch before update on public.users for each row execute function public.touch_updated_at();
