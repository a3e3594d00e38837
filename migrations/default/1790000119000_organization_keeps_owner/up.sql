create or replace function public.keep_an_owner() returns trigger
  language plpgsql
  as $$
begin
  if old.role <> 'org_owner' or (tg_op = 'UPDATE' and new.role = 'org_owner') then
    return null;
  end if;
  -- Locks the organization, so that two owners do not leave at once; gone together with its organization, nobody is missed.
  perform 1 from public.organizations o where o.id = old.organization_id for update;
  if found and not exists (
    select 1 from public.organization_members m where m.organization_id = old.organization_id and m.role = 'org_owner'
  ) then
    raise exception 'last_owner: an organization keeps at least one owner' using errcode = '23514';
  end if;
  return null;
end
$$;

comment on function public.keep_an_owner() is 'Refuses to remove or demote the last owner of an organization.';

drop trigger if exists organization_members_keep_owner on public.organization_members;
create trigger organization_members_keep_owner after delete or update of role on public.organization_members
  for each row execute function public.keep_an_owner();
