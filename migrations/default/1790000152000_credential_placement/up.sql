create or replace function public.place_git_connection() returns trigger
  language plpgsql
  as $$
begin
  if new.project_id is not null then
    new.organization_id := (public.project_of(new.project_id)).organization_id;
  end if;
  new.target_id := coalesce(new.project_id, new.organization_id);
  new.id := public.secret_id(new.target_id, 'git://' || new.host || '/' || new.path);
  return new;
end
$$;

drop trigger if exists git_connections_place on public.git_connections;
create trigger git_connections_place before insert on public.git_connections
  for each row execute function public.place_git_connection();
drop trigger if exists git_connections_keep on public.git_connections;
create trigger git_connections_keep before update on public.git_connections for each row execute function public.keep_project();
drop trigger if exists git_connections_touch on public.git_connections;
create trigger git_connections_touch before update on public.git_connections for each row execute function public.touch_updated_at();
drop trigger if exists git_connections_audit on public.git_connections;
create trigger git_connections_audit after insert or update or delete on public.git_connections
  for each row execute function public.audit_change('sealed');

create or replace function public.place_registry_credential() returns trigger
  language plpgsql
  as $$
begin
  if new.project_id is not null then
    new.organization_id := (public.project_of(new.project_id)).organization_id;
  end if;
  new.target_id := coalesce(new.project_id, new.organization_id);
  new.id := public.secret_id(new.target_id, 'registry://' || new.registry);
  return new;
end
$$;

drop trigger if exists registry_credentials_place on public.registry_credentials;
create trigger registry_credentials_place before insert on public.registry_credentials
  for each row execute function public.place_registry_credential();
drop trigger if exists registry_credentials_keep on public.registry_credentials;
create trigger registry_credentials_keep before update on public.registry_credentials
  for each row execute function public.keep_project();
drop trigger if exists registry_credentials_touch on public.registry_credentials;
create trigger registry_credentials_touch before update on public.registry_credentials
  for each row execute function public.touch_updated_at();
drop trigger if exists registry_credentials_audit on public.registry_credentials;
create trigger registry_credentials_audit after insert or update or delete on public.registry_credentials
  for each row execute function public.audit_change('sealed');
