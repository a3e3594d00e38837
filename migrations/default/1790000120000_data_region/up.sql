alter table public.organizations add column if not exists data_region text;
alter table public.organizations drop constraint if exists organizations_data_region_check;
alter table public.organizations add constraint organizations_data_region_check
  check (data_region is null or data_region ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$');

comment on column public.organizations.data_region is
  'Where the organization''s clusters and databases have to stay: a jurisdiction (eu), a region, or the beginning of regions'' names (eu-central). Null: anywhere.';
