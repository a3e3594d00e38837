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

comment on view public.quota_usage is 'Every quota that counts and how much of it is used now.';
comment on column public.quota_usage.project_id is 'The project it is for; null: the whole organization.';
comment on column public.quota_usage.maximum is 'What may be used; null: as much as there is.';
comment on column public.quota_usage.is_default is 'Nobody set it for this organization.';
