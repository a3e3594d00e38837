create or replace function public.create_production_environment() returns trigger
  language plpgsql
  as $$
begin
  insert into public.environments (project_id, slug, name, type, created_by)
    values (new.id, 'production', 'Production', 'production', new.created_by);
  return null;
end
$$;

comment on function public.create_production_environment() is 'Gives each new project a place to deploy to.';

drop trigger if exists projects_production on public.projects;
create trigger projects_production after insert on public.projects
  for each row execute function public.create_production_environment();
