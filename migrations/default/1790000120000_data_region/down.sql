alter table public.organizations drop column if exists data_region;
