create or replace function public.place_beside_deployment() returns trigger
  language plpgsql
  as $$
begin
  select d.organization_id, d.project_id into new.organization_id, new.project_id
    from public.deployments d where d.id = new.deployment_id;
  if not found then
    raise exception 'deployment "%" does not exist', new.deployment_id using errcode = '23503';
  end if;
  return new;
end
$$;

drop trigger if exists vulnerability_reports_place on public.vulnerability_reports;
create trigger vulnerability_reports_place before insert on public.vulnerability_reports
  for each row execute function public.place_beside_deployment();
drop trigger if exists policy_decisions_place on public.policy_decisions;
create trigger policy_decisions_place before insert on public.policy_decisions
  for each row execute function public.place_beside_deployment();

create or replace function public.place_policy_rule() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'UPDATE' and (new.organization_id <> old.organization_id or new.project_id is distinct from old.project_id) then
    raise exception 'a rule cannot move to another project' using errcode = '23514';
  end if;
  if new.project_id is not null and (public.project_of(new.project_id)).organization_id <> new.organization_id then
    raise exception 'project "%" does not exist', new.project_id using errcode = '23503';
  end if;
  return new;
end
$$;

drop trigger if exists policy_rules_place on public.policy_rules;
create trigger policy_rules_place before insert or update on public.policy_rules
  for each row execute function public.place_policy_rule();
drop trigger if exists policy_rules_touch on public.policy_rules;
create trigger policy_rules_touch before update on public.policy_rules
  for each row execute function public.touch_updated_at();

drop trigger if exists policy_rules_audit on public.policy_rules;
create trigger policy_rules_audit after insert or update or delete on public.policy_rules
  for each row execute function public.audit_change();
drop trigger if exists policy_decisions_audit on public.policy_decisions;
create trigger policy_decisions_audit after insert or update or delete on public.policy_decisions
  for each row execute function public.audit_change();
drop trigger if exists vulnerability_reports_audit on public.vulnerability_reports;
create trigger vulnerability_reports_audit after insert or update or delete on public.vulnerability_reports
  for each row execute function public.audit_change('findings');

create or replace function public.tell_policy_decision() returns trigger
  language plpgsql
  as $$
begin
  if new.outcome = 'denied' then
    perform public.tell(new.organization_id, new.project_id, 'DeploymentDenied', 'deployment', new.deployment_id,
      jsonb_build_object('engine', new.engine, 'violations', new.violations));
  end if;
  return null;
end
$$;

drop trigger if exists policy_decisions_tell on public.policy_decisions;
create trigger policy_decisions_tell after insert on public.policy_decisions
  for each row execute function public.tell_policy_decision();
