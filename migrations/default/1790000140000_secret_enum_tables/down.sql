drop table if exists public.secret_scopes;
