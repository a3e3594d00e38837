create or replace function public.place_in_team() returns trigger
  language plpgsql
  as $$
declare
  confined uuid := public.session_organization();
begin
  select t.organization_id into new.organization_id from public.teams t
    where t.id = new.team_id and (confined is null or t.organization_id = confined);
  if not found then
    raise exception 'team "%" does not exist', new.team_id using errcode = '23503';
  end if;
  return new;
end
$$;

drop trigger if exists team_members_place on public.team_members;
create trigger team_members_place before insert on public.team_members for each row execute function public.place_in_team();
