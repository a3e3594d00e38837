create or replace function public.require_quota(organization uuid, project uuid, name text) returns void
  language plpgsql
  as $$
declare
  target uuid;
  allowed bigint;
  used bigint;
  whose text;
begin
  -- Always the organization first, so that two who need both locks cannot wait for each other.
  foreach target in array array_remove(array[organization, project], null) loop
    select q.maximum into allowed from public.quotas q where q.target_id = target and q.quota = name;
    if allowed is null and target = organization then
      select d.maximum into allowed from public.quota_defaults d where d.quota = name;
    end if;
    continue when allowed is null;
    -- Who has this row's lock is alone; the count below is a statement of its own and sees what those before have committed.
    insert into public.quota_locks (target_id, quota, organization_id) values (target, name, organization) on conflict do nothing;
    perform 1 from public.quota_locks l where l.target_id = target and l.quota = name for update;
    used := public.quota_used(organization, case when target = organization then null else project end, name);
    continue when used <= allowed;
    select case when target = organization then 'the organization' else 'project ' || (select p.slug from public.projects p where p.id = target)
      end into whose;
    -- 23000: Hasura gives the message of this class to every role, unchanged, with the code constraint-violation. Clients and actions
    -- make the code quota-exceeded of its first word.
    raise exception 'quota-exceeded: %: the limit of % is %, with this it would be %. %', name, whose, allowed, used,
      case when target = organization then 'Remove what is not needed, or ask a platform administrator for more.'
        else 'Remove what is not needed, or ask an owner of the organization for more.' end
      using errcode = '23000';
  end loop;
end
$$;

create or replace view public.quota_usage as
  select o.id as organization_id, null::uuid as project_id, n.value as quota, coalesce(q.maximum, d.maximum) as maximum,
    public.quota_used(o.id, null, n.value) as used, q.id is null as is_default
  from public.organizations o
    cross join public.quota_names n
    left join public.quotas q on q.target_id = o.id and q.quota = n.value
    left join public.quota_defaults d on d.quota = n.value
  union all
  select q.organization_id, q.project_id, q.quota, q.maximum, public.quota_used(q.organization_id, q.project_id, q.quota), false
  from public.quotas q
  where q.project_id is not null;

drop view if exists public.quota_limits;
