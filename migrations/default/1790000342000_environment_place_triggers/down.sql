drop trigger if exists environments_tell on public.environments;
drop function if exists public.tell_preview();
drop trigger if exists environments_place_cluster on public.environments;
drop function if exists public.place_environment();

create or replace function public.keep_cluster_in_use() returns trigger
  language plpgsql
  as $$
begin
  if new.status = 'deleting' and old.status <> 'deleting' and exists (
    select 1 from public.tenant_clusters t where t.host_cluster_id = new.id and t.status <> 'deleted'
  ) then
    raise exception 'clusters_in_use: virtual clusters run in this cluster' using errcode = '23514';
  end if;
  return new;
end
$$;
