drop table if exists public.database_bindings;
