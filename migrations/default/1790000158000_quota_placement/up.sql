create or replace function public.place_quota() returns trigger
  language plpgsql
  as $$
begin
  if new.project_id is not null then
    new.organization_id := (public.project_of(new.project_id)).organization_id;
  elsif public.session_organization() is not null then
    new.organization_id := public.session_organization();
  end if;
  new.target_id := coalesce(new.project_id, new.organization_id);
  return new;
end
$$;

comment on function public.place_quota() is 'Places a quota in the organization of its project.';

drop trigger if exists quotas_place on public.quotas;
create trigger quotas_place before insert on public.quotas for each row execute function public.place_quota();
drop trigger if exists quotas_keep on public.quotas;
create trigger quotas_keep before update on public.quotas for each row execute function public.keep_project();
drop trigger if exists quotas_touch on public.quotas;
create trigger quotas_touch before update on public.quotas for each row execute function public.touch_updated_at();
drop trigger if exists quotas_audit on public.quotas;
create trigger quotas_audit after insert or update or delete on public.quotas
  for each row execute function public.audit_change();
