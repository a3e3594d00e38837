drop trigger if exists projects_production on public.projects;
drop function if exists public.create_production_environment();
