create or replace function public.place_service_instance() returns trigger
  language plpgsql
  as $$
declare
  parent public.services := public.service_of(new.service_id);
  environment public.environments;
  project_slug text;
  organization_slug text;
  own text;
  candidate text;
begin
  new.organization_id := parent.organization_id;
  new.project_id := parent.project_id;
  select * into environment from public.environments e where e.id = new.environment_id and e.project_id = parent.project_id;
  if not found then
    raise exception 'environment "%" does not exist', new.environment_id using errcode = '23503';
  end if;
  select p.slug into project_slug from public.projects p where p.id = parent.project_id;
  select o.slug into organization_slug from public.organizations o where o.id = parent.organization_id;
  own := case when environment.slug = 'production' then parent.slug else parent.slug || '-' || environment.slug end;
  -- Another organization may have the same names: then the address also says whose it is, and at last a piece of the id.
  foreach candidate in array array[
    own || '.' || project_slug,
    own || '.' || project_slug || '-' || left(organization_slug, 20),
    own || '.' || left(project_slug, 30) || '-' || left(new.id::text, 8)
  ] loop
    new.subdomain := candidate;
    exit when not exists (select 1 from public.service_instances i where i.subdomain = candidate);
  end loop;
  return new;
end
$$;

comment on function public.place_service_instance() is 'Places an instance in its project and gives it an address.';

drop trigger if exists service_instances_place on public.service_instances;
create trigger service_instances_place before insert on public.service_instances
  for each row execute function public.place_service_instance();
