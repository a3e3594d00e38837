create or replace function public.tell_secret_version() returns trigger
  language plpgsql
  as $$
declare
  parent public.secrets;
begin
  select * into parent from public.secrets s where s.id = new.secret_id;
  perform public.tell(new.organization_id, parent.project_id, 'SecretChanged', 'secret', new.secret_id,
    jsonb_build_object('change', 'set', 'key', parent.key, 'scope', parent.scope, 'targetId', parent.target_id, 'version', new.version));
  return null;
end
$$;

drop trigger if exists secret_versions_tell on public.secret_versions;
create trigger secret_versions_tell after insert on public.secret_versions
  for each row execute function public.tell_secret_version();

create or replace function public.tell_secret() returns trigger
  language plpgsql
  as $$
begin
  if new.deleted_at is not null and old.deleted_at is null then
    perform public.tell(new.organization_id, new.project_id, 'SecretChanged', 'secret', new.id,
      jsonb_build_object('change', 'deleted', 'key', new.key, 'scope', new.scope, 'targetId', new.target_id, 'version', new.version));
  end if;
  return null;
end
$$;

drop trigger if exists secrets_tell on public.secrets;
create trigger secrets_tell after update of deleted_at on public.secrets for each row execute function public.tell_secret();

drop trigger if exists secrets_audit on public.secrets;
create trigger secrets_audit after insert or update or delete on public.secrets
  for each row execute function public.audit_change();
drop trigger if exists secret_versions_audit on public.secret_versions;
create trigger secret_versions_audit after insert or update or delete on public.secret_versions
  for each row execute function public.audit_change('sealed');
