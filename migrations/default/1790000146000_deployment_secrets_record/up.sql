create or replace function public.record_deployment_secrets() returns trigger
  language plpgsql
  as $$
begin
  if new.kind = 'rollback' and new.source_deployment_id is not null then
    -- What a version was released with belongs to it, secrets like settings. A value that was destroyed meanwhile is replaced by the
    -- newest of the same secret; that of a deleted secret stays missing, and the deployment will say so.
    insert into public.deployment_secrets (deployment_id, key, organization_id, project_id, secret_id, secret_version_id)
      select new.id, d.key, new.organization_id, new.project_id, d.secret_id,
        case when v.destroyed_at is not null and s.deleted_at is null then newest.id else v.id end
      from public.deployment_secrets d
        join public.secret_versions v on v.id = d.secret_version_id
        join public.secrets s on s.id = d.secret_id
        join public.secret_versions newest on newest.secret_id = s.id and newest.version = s.version
      where d.deployment_id = new.source_deployment_id;
  else
    insert into public.deployment_secrets (deployment_id, key, organization_id, project_id, secret_id, secret_version_id)
      select distinct on (s.key) new.id, s.key, new.organization_id, new.project_id, s.id, v.id
      from public.secrets s join public.secret_versions v on v.secret_id = s.id and v.version = s.version
      where s.target_id in (new.organization_id, new.project_id, new.environment_id, new.service_id) and s.deleted_at is null
      order by s.key, case s.scope when 'service' then 1 when 'environment' then 2 when 'project' then 3 else 4 end;
  end if;
  return null;
end
$$;

comment on function public.record_deployment_secrets() is
  'Chooses the secrets of a deployment when it is asked for: the newest of the narrowest scope, or those of the version brought back.';

drop trigger if exists deployments_record_secrets on public.deployments;
create trigger deployments_record_secrets after insert on public.deployments
  for each row execute function public.record_deployment_secrets();
