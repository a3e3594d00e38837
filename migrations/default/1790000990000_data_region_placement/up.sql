create or replace function public.region_allowed(organization uuid, region uuid) returns boolean
  language sql stable
  as $$
    select exists (
      select 1 from public.organizations o, public.regions r
      where o.id = organization and r.id = region
        and (o.data_region is null or o.data_region in (r.jurisdiction, r.slug) or r.slug like o.data_region || '-%')
    )
  $$;

comment on function public.region_allowed(uuid, uuid) is 'Whether an organization''s things may be placed in a region: its data region names the jurisdiction, the region, or the beginning of its name.';

create or replace function public.keep_in_data_region() returns trigger
  language plpgsql
  as $$
begin
  if not public.region_allowed(new.organization_id, new.region_id) then
    raise exception 'data_region: the data of this organization stays in %; choose a region there',
      (select o.data_region from public.organizations o where o.id = new.organization_id) using errcode = '23514';
  end if;
  return null;
end
$$;

drop trigger if exists clusters_data_region on public.clusters;
create trigger clusters_data_region after insert or update of region_id on public.clusters
  for each row execute function public.keep_in_data_region();
drop trigger if exists databases_data_region on public.databases;
create trigger databases_data_region after insert or update of region_id on public.databases
  for each row execute function public.keep_in_data_region();

create or replace function public.check_data_region() returns trigger
  language plpgsql
  as $$
begin
  if new.data_region is not null and new.data_region is distinct from old.data_region and (
    exists (
      select 1 from public.clusters c
      where c.organization_id = new.id and c.status <> 'deleted' and not public.region_allowed(new.id, c.region_id)
    ) or exists (
      select 1 from public.databases d
      where d.organization_id = new.id and d.status <> 'deleted' and not public.region_allowed(new.id, d.region_id)
    )
  ) then
    raise exception 'data_region: clusters or databases of this organization are elsewhere; move or delete them first'
      using errcode = '23514';
  end if;
  return null;
end
$$;

comment on function public.check_data_region() is 'A data region is not promised while something is placed outside of it.';

drop trigger if exists organizations_data_region on public.organizations;
create trigger organizations_data_region after update of data_region on public.organizations
  for each row execute function public.check_data_region();
