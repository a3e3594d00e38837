drop table if exists public.organization_members;
