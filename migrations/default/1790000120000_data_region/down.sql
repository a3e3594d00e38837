drop function if exists public.region_allowed(uuid, text);
alter table public.organizations drop column if exists data_region;
