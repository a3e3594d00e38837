-- What may be used is said in one place: refusals, what people see, and the quotas of namespaces read it from here.
create or replace view public.quota_limits as
  select o.id as target_id, o.id as organization_id, null::uuid as project_id, n.value as quota,
    coalesce(q.maximum, d.maximum) as maximum, q.id is null as is_default
  from public.organizations o
    cross join public.quota_names n
    left join public.quotas q on q.target_id = o.id and q.quota = n.value
    left join public.quota_defaults d on d.quota = n.value
  union all
  select q.project_id, q.organization_id, q.project_id, q.quota, q.maximum, false
  from public.quotas q
  where q.project_id is not null;

comment on view public.quota_limits is
  'What organizations and projects may use at most: what somebody set, and for organizations otherwise the default. A project without a row has its organization''s.';
comment on column public.quota_limits.target_id is 'The organization or project';
comment on column public.quota_limits.organization_id is 'The organization it belongs to';
comment on column public.quota_limits.project_id is 'The project it is for; null: the whole organization.';
comment on column public.quota_limits.quota is 'What is counted';
comment on column public.quota_limits.maximum is 'What may be used; null: as much as there is.';
comment on column public.quota_limits.is_default is 'Nobody set it for this organization.';

-- Who does not ask for what is used does not have it counted.
create or replace view public.quota_usage as
  select l.organization_id, l.project_id, l.quota, l.maximum,
    public.quota_used(l.organization_id, l.project_id, l.quota) as used, l.is_default
  from public.quota_limits l;

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
    select l.maximum into allowed from public.quota_limits l where l.target_id = target and l.quota = name;
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
