drop table if exists public.registry_credentials;
