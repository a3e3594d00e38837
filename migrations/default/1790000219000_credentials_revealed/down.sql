alter table public.database_credentials drop column if exists revealed_by;
alter table public.database_credentials drop column if exists revealed_at;
