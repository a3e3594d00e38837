create or replace function public.check_config_expected() returns trigger
  language plpgsql
  as $$
declare
  seen record;
  stale boolean;
begin
  -- Locked in a fixed order, so that of two plans on the same state the second waits and then sees what the first has done.
  for seen in
    select e.kind, e.id::uuid as id, e.value
      from (
        select 1 as place, 'projects' as kind, p.key as id, p.value from jsonb_each_text(new.expected -> 'projects') p
        union all
        select 2, 'environments', n.key, n.value from jsonb_each_text(new.expected -> 'environments') n
        union all
        select 3, 'services', s.key, s.value from jsonb_each_text(new.expected -> 'services') s
        union all
        select 4, 'configs', c.key, c.value from jsonb_each_text(new.expected -> 'configs') c
        union all
        select 5, 'instances', i.key, i.value from jsonb_each_text(new.expected -> 'instances') i
      ) e
      order by e.place, e.id
  loop
    case seen.kind
      when 'projects' then
        perform 1 from public.projects p
          where p.id = seen.id and p.organization_id = new.organization_id and p.updated_at = seen.value::timestamptz
          for no key update;
      when 'environments' then
        perform 1 from public.environments e
          where e.id = seen.id and e.organization_id = new.organization_id and e.updated_at = seen.value::timestamptz
          for no key update;
      when 'services' then
        perform 1 from public.services s
          where s.id = seen.id and s.organization_id = new.organization_id and s.updated_at = seen.value::timestamptz
          for no key update;
      when 'configs' then
        -- The service's row, locked above, is also the lock of its settings.
        perform 1 where seen.value::integer =
          (select coalesce(max(c.version), 0) from public.service_configs c where c.service_id = seen.id);
      when 'instances' then
        perform 1 from public.service_instances i
          where i.id = seen.id and i.organization_id = new.organization_id and i.desired_replicas = seen.value::integer
          for no key update;
    end case;
    stale := not found;
    if stale then
      raise exception 'config_stale: % % is not as planned', seen.kind, seen.id using errcode = '23514';
    end if;
  end loop;
  return new;
end
$$;

comment on function public.check_config_expected() is 'Refuses a configuration whose plan was made of a state that is no longer there.';

drop trigger if exists config_applications_expected on public.config_applications;
create trigger config_applications_expected before insert on public.config_applications
  for each row execute function public.check_config_expected();
