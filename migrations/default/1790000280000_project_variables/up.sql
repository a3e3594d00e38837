alter table public.projects add column if not exists variables jsonb not null default '{}';
comment on column public.projects.variables is
  'Variables that services of the project use as ${{ shared.NAME }}: an object of texts.';

create or replace function public.check_project_variables() returns trigger
  language plpgsql
  as $$
begin
  if jsonb_typeof(new.variables) <> 'object' or exists (
    select 1 from jsonb_each(new.variables) v
    where jsonb_typeof(v.value) <> 'string' or v.key !~ '^[A-Za-z_][A-Za-z0-9_]{0,127}$'
  ) then
    raise exception 'variables must be an object of texts whose names are letters, digits and underscores' using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.check_project_variables() is 'Variables are texts with the names that operating systems allow.';

drop trigger if exists projects_variables on public.projects;
create trigger projects_variables before insert or update of variables on public.projects
  for each row execute function public.check_project_variables();

-- Values of variables are nobody's business in the audit log, as with those of services.
drop trigger if exists projects_audit on public.projects;
create trigger projects_audit after insert or update or delete on public.projects
  for each row execute function public.audit_change('variables');
