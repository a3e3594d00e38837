drop table if exists public.secret_versions;
