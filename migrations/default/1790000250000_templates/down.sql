drop table if exists public.templates;
