create or replace function public.place_service_domain() returns trigger
  language plpgsql
  as $$
declare
  confined uuid := public.session_organization();
  there integer;
begin
  select i.organization_id, i.project_id, i.service_id, i.environment_id
    into new.organization_id, new.project_id, new.service_id, new.environment_id
    from public.service_instances i
    where i.id = new.service_instance_id and (confined is null or i.organization_id = confined);
  if not found then
    raise exception 'service instance "%" does not exist', new.service_instance_id using errcode = '23503';
  end if;
  -- The project's row is the lock that makes the count exact.
  perform 1 from public.projects p where p.id = new.project_id for no key update;
  select count(*) into there from public.service_domains d where d.project_id = new.project_id;
  if there >= 100 then
    raise exception 'service_domains_limit: the project has % domains and no more may', there using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.place_service_domain() is 'Places a domain beside its service instance; a project has a hundred at most.';

drop trigger if exists service_domains_place on public.service_domains;
create trigger service_domains_place before insert on public.service_domains
  for each row execute function public.place_service_domain();
drop trigger if exists service_domains_refuse_deleted on public.service_domains;
create trigger service_domains_refuse_deleted before insert on public.service_domains
  for each row execute function public.refuse_in_deleted_service();
drop trigger if exists service_domains_keep on public.service_domains;
create trigger service_domains_keep before update on public.service_domains for each row execute function public.keep_project();
drop trigger if exists service_domains_touch on public.service_domains;
create trigger service_domains_touch before update on public.service_domains
  for each row execute function public.touch_updated_at();
drop trigger if exists service_domains_status on public.service_domains;
create trigger service_domains_status before insert or update of status on public.service_domains
  for each row execute function public.refuse_illegal_status();
drop trigger if exists service_domains_audit on public.service_domains;
create trigger service_domains_audit after insert or update of status, verified_at or delete on public.service_domains
  for each row execute function public.audit_change();

create or replace function public.tell_service_domain() returns trigger
  language plpgsql
  as $$
declare
  about public.service_domains;
  event_type text;
begin
  if tg_op = 'DELETE' then
    about := old;
    event_type := 'DomainRemoved';
  elsif tg_op = 'INSERT' then
    about := new;
    event_type := 'DomainAdded';
  else
    about := new;
    event_type := case
      when new.status = old.status then null
      when new.status = 'issuing' and old.status = 'pending_dns' then 'DomainVerified'
      when new.status = 'active' then 'DomainActive'
      when new.status = 'failed' then 'DomainFailed'
    end;
  end if;
  if event_type is not null then
    perform public.tell(about.organization_id, about.project_id, event_type, 'service_domain', about.id,
      jsonb_build_object('hostname', about.hostname, 'serviceId', about.service_id, 'environmentId', about.environment_id));
  end if;
  return null;
end
$$;

drop trigger if exists service_domains_tell on public.service_domains;
create trigger service_domains_tell after insert or update of status or delete on public.service_domains
  for each row execute function public.tell_service_domain();
