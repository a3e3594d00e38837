create table if not exists public.quota_names (
  value text primary key,
  comment text not null
);
comment on table public.quota_names is 'What the use of an organization or a project can be limited by.';

create table if not exists public.quota_defaults (
  quota text primary key references public.quota_names (value),
  maximum bigint not null,
  updated_at timestamptz not null default now(),
  constraint quota_defaults_maximum_check check (maximum between 0 and 1000000000)
);
comment on table public.quota_defaults is 'What an organization may use as long as nobody set a quota for it.';

drop trigger if exists quota_defaults_touch on public.quota_defaults;
create trigger quota_defaults_touch before update on public.quota_defaults for each row execute function public.touch_updated_at();
