drop trigger if exists projects_audit on public.projects;
create trigger projects_audit after insert or update or delete on public.projects
  for each row execute function public.audit_change();
drop trigger if exists projects_variables on public.projects;
drop function if exists public.check_project_variables();
alter table public.projects drop column if exists variables;
