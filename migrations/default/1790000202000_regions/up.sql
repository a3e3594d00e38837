create table if not exists public.regions (
  id uuid primary key default gen_random_uuid(),
  slug text not null,
  name text not null,
  jurisdiction text not null,
  status text not null default 'available' references public.region_statuses (value),
  status_reason text,
  failover_region_id uuid references public.regions (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint regions_slug_key unique (slug),
  constraint regions_slug_check check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  constraint regions_name_check check (length(name) between 1 and 100),
  constraint regions_jurisdiction_check check (jurisdiction ~ '^[a-z]{2,20}$'),
  constraint regions_failover_check check (failover_region_id <> id)
);

comment on table public.regions is 'Where things can be placed. The platform''s own data, the same for every organization.';
comment on column public.regions.slug is 'Its name for programs, for example eu-central-1.';
comment on column public.regions.jurisdiction is 'Whose law holds there, for example eu, us, ch; local for this installation''s own machines.';
comment on column public.regions.status_reason is 'Why it is not available, for people.';
comment on column public.regions.failover_region_id is 'Where its things go when it is unavailable.';

create index if not exists regions_failover_region_id_idx on public.regions (failover_region_id asc);

drop trigger if exists regions_touch on public.regions;
create trigger regions_touch before update on public.regions for each row execute function public.touch_updated_at();
