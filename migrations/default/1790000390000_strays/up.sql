create table if not exists public.stray_kinds (
  value text primary key,
  comment text not null
);
comment on table public.stray_kinds is 'What a platform may hold without a row of ours.';

-- No foreign keys: there is nothing that it could belong to.
create table if not exists public.strays (
  kind text not null references public.stray_kinds (value),
  platform text not null,
  thing_id text not null,
  name text not null,
  installation text,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  gone_at timestamptz,
  primary key (kind, platform, thing_id)
);

comment on table public.strays is
  'What a platform holds with our labels although no row says so. Nothing of it is ever removed by itself: whoever runs NorthStack looks whose it is.';
comment on column public.strays.kind is 'What it is';
comment on column public.strays.platform is 'The adapter that found it, for example rancher';
comment on column public.strays.thing_id is 'The id that its labels carry: that of the row it once had';
comment on column public.strays.name is 'What the platform calls it';
comment on column public.strays.installation is 'The installation that its labels name; null: they name none';
comment on column public.strays.first_seen_at is 'When it was seen first';
comment on column public.strays.last_seen_at is 'When it was seen last';
comment on column public.strays.gone_at is 'When it was seen to be gone, or to have a row again; null: it is there';

create index if not exists strays_open_idx on public.strays (first_seen_at asc) where gone_at is null;
