drop table if exists public.identities;
