drop table if exists public.quota_defaults;
drop table if exists public.quota_names;
