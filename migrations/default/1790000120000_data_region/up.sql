alter table public.organizations add column if not exists data_region text;
alter table public.organizations drop constraint if exists organizations_data_region_check;
alter table public.organizations add constraint organizations_data_region_check
  check (data_region is null or data_region ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$');

comment on column public.organizations.data_region is
  'Where the organization''s services and data have to stay: a region, or a prefix of regions (eu keeps to eu-west and eu-central). Null: anywhere.';

create or replace function public.region_allowed(wanted uuid, region text) returns boolean
  language sql stable
  as $$
    select coalesce(bool_and(o.data_region is null or region = o.data_region or region like o.data_region || '-%'), false)
    from public.organizations o where o.id = wanted
  $$;

comment on function public.region_allowed(uuid, text) is 'Whether an organization''s things may be placed in a region.';
