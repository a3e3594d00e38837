drop table if exists public.git_credential_types;
