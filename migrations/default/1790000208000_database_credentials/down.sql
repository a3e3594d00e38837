drop table if exists public.database_credentials;
