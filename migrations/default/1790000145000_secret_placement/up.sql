create or replace function public.secret_id(target uuid, key text) returns uuid
  language sql immutable
  as $$
    select overlay(overlay(left(encode(sha256(convert_to(target::text || '/' || key, 'UTF8')), 'hex'), 32)
      placing '8' from 13 for 1) placing '8' from 17 for 1)::uuid
  $$;

comment on function public.secret_id(uuid, text) is
  'The id of a secret follows from where it belongs: whoever sets it knows the id before the row is there (RFC 9562, version 8).';

create or replace function public.place_secret() returns trigger
  language plpgsql
  as $$
declare
  service public.services;
begin
  case new.scope
    when 'organization' then
      if public.session_organization() is not null then
        new.organization_id := public.session_organization();
      end if;
      new.target_id := new.organization_id;
    when 'project' then
      new.organization_id := (public.project_of(new.project_id)).organization_id;
      new.target_id := new.project_id;
    when 'environment' then
      select e.project_id into new.project_id from public.environments e where e.id = new.environment_id;
      new.organization_id := (public.project_of(new.project_id)).organization_id;
      new.target_id := new.environment_id;
    when 'service' then
      service := public.service_of(new.service_id);
      new.project_id := service.project_id;
      new.organization_id := service.organization_id;
      new.target_id := new.service_id;
    else
      raise exception 'a secret has no scope "%"', new.scope using errcode = '23514';
  end case;
  new.id := public.secret_id(new.target_id, new.key);
  return new;
end
$$;

comment on function public.place_secret() is 'Places a secret in the organization and project of what its scope names.';

drop trigger if exists secrets_place on public.secrets;
create trigger secrets_place before insert on public.secrets for each row execute function public.place_secret();

create or replace function public.keep_secret() returns trigger
  language plpgsql
  as $$
begin
  if (new.organization_id, new.target_id, new.scope, new.key) is distinct from (old.organization_id, old.target_id, old.scope, old.key) then
    raise exception 'a secret cannot move or change its key' using errcode = '23514';
  end if;
  return new;
end
$$;

drop trigger if exists secrets_keep on public.secrets;
create trigger secrets_keep before update on public.secrets for each row execute function public.keep_secret();

create or replace function public.number_secret_version() returns trigger
  language plpgsql
  as $$
declare
  parent public.secrets;
begin
  -- The secret's row is the lock that makes the numbers gapless.
  select * into parent from public.secrets s where s.id = new.secret_id for no key update;
  if not found then
    raise exception 'secret "%" does not exist', new.secret_id using errcode = '23503';
  end if;
  new.organization_id := parent.organization_id;
  new.version := parent.version + 1;
  update public.secrets s
    set version = new.version, updated_at = clock_timestamp(), updated_by = new.created_by, deleted_at = null
    where s.id = parent.id;
  return new;
end
$$;

comment on function public.number_secret_version() is 'Numbers a version in its secret and makes it the one that the next deployment reads.';

drop trigger if exists secret_versions_number on public.secret_versions;
create trigger secret_versions_number before insert on public.secret_versions
  for each row execute function public.number_secret_version();

create or replace function public.keep_secret_version() returns trigger
  language plpgsql
  as $$
begin
  -- A key may wrap it anew, its value may be destroyed, its author may be gone; nothing else of a version ever changes.
  if to_jsonb(new) - '{sealed,key_id,destroyed_at,created_by}'::text[]
    is distinct from to_jsonb(old) - '{sealed,key_id,destroyed_at,created_by}'::text[] then
    raise exception 'a version of a secret cannot change; set a new one' using errcode = '23514';
  end if;
  if old.destroyed_at is not null and new.destroyed_at is distinct from old.destroyed_at then
    raise exception 'a destroyed version of a secret does not come back' using errcode = '23514';
  end if;
  return new;
end
$$;

drop trigger if exists secret_versions_keep on public.secret_versions;
create trigger secret_versions_keep before update on public.secret_versions
  for each row execute function public.keep_secret_version();
