drop table if exists public.organizations;
