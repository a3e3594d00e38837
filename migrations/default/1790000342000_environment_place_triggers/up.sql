-- Named to run after environments_place, which says whose it is.
create or replace function public.place_environment() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'UPDATE' then
    if new.cluster_id is not distinct from old.cluster_id and new.namespace is not distinct from old.namespace then
      return new;
    end if;
    -- Whoever places an instance here at this moment waits for us, or we for them: what runs is never left behind in its old place.
    perform 1 from public.environments e where e.id = new.id for update;
    if exists (select 1 from public.service_instances i where i.environment_id = new.id) then
      raise exception 'environments_in_use: services have been deployed to this environment' using errcode = '23514';
    end if;
  end if;
  if new.cluster_id is not null and not exists (
    select 1 from public.clusters c
    where c.id = new.cluster_id and c.organization_id = new.organization_id and c.status not in ('deleting', 'deleted', 'failed')
  ) then
    raise exception 'cluster "%" does not exist', new.cluster_id using errcode = '23503';
  end if;
  if new.namespace is not null and new.cluster_id is null and public.session_organization() is not null then
    raise exception 'environments_namespace_cluster: a namespace is chosen in a cluster of one''s own' using errcode = '23514';
  end if;
  if new.namespace is not null and exists (
    select 1 from public.tenant_clusters t where t.host_cluster_id = new.cluster_id and t.namespace = new.namespace
  ) then
    raise exception 'environments_namespace_taken: a virtual cluster has this namespace' using errcode = '23505';
  end if;
  return new;
end
$$;

comment on function public.place_environment() is
  'An environment runs in a cluster of its own organization, in a namespace of its own, and stays there once something was deployed to it.';

drop trigger if exists environments_place_cluster on public.environments;
create trigger environments_place_cluster before insert or update of cluster_id, namespace on public.environments
  for each row execute function public.place_environment();

create or replace function public.keep_cluster_in_use() returns trigger
  language plpgsql
  as $$
begin
  if new.status = 'deleting' and old.status <> 'deleting' and (
    exists (select 1 from public.tenant_clusters t where t.host_cluster_id = new.id and t.status <> 'deleted')
    or exists (select 1 from public.environments e where e.cluster_id = new.id)
  ) then
    raise exception 'clusters_in_use: environments or virtual clusters are in this cluster' using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.keep_cluster_in_use() is
  'A cluster that environments or others'' virtual clusters are in cannot be taken down.';

create or replace function public.tell_preview() returns trigger
  language plpgsql
  as $$
declare
  preview public.environments := case tg_op when 'INSERT' then new else old end;
begin
  if preview.type = 'preview' then
    perform public.tell(preview.organization_id, preview.project_id,
      case tg_op when 'INSERT' then 'PreviewCreated' else 'PreviewDeleted' end, 'environment', preview.id,
      jsonb_build_object('slug', preview.slug, 'pullRequest', preview.pull_request, 'expiresAt', preview.expires_at));
  end if;
  return null;
end
$$;

drop trigger if exists environments_tell on public.environments;
create trigger environments_tell after insert or delete on public.environments
  for each row execute function public.tell_preview();
