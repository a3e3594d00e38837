create or replace function public.number_service_config() returns trigger
  language plpgsql
  as $$
declare
  parent public.services := public.service_of(new.service_id);
begin
  if exists (
    select 1 from jsonb_each(new.variables) v
    where jsonb_typeof(v.value) <> 'string' or v.key !~ '^[A-Za-z_][A-Za-z0-9_]{0,127}$'
  ) then
    raise exception 'variables must be an object of texts whose names are letters, digits and underscores' using errcode = '23514';
  end if;
  new.organization_id := parent.organization_id;
  new.project_id := parent.project_id;
  -- The service's row is the lock that makes the numbers gapless.
  perform 1 from public.services s where s.id = new.service_id for no key update;
  select coalesce(max(c.version), 0) + 1 into new.version from public.service_configs c where c.service_id = new.service_id;
  return new;
end
$$;

comment on function public.number_service_config() is 'Places a version of settings in its service and numbers it.';

drop trigger if exists service_configs_number on public.service_configs;
create trigger service_configs_number before insert on public.service_configs
  for each row execute function public.number_service_config();

create or replace function public.keep_service_config() returns trigger
  language plpgsql
  as $$
begin
  -- created_by may become null when its user is deleted; nothing else of a version ever changes.
  if to_jsonb(new) - 'created_by' is distinct from to_jsonb(old) - 'created_by' then
    raise exception 'a version of settings cannot change; insert a new one' using errcode = '23514';
  end if;
  return new;
end
$$;

drop trigger if exists service_configs_keep on public.service_configs;
create trigger service_configs_keep before update on public.service_configs
  for each row execute function public.keep_service_config();
