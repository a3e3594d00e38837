drop table if exists public.secrets;
