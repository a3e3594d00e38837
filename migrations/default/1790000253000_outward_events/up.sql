create or replace function public.tell_alert() returns trigger
  language plpgsql
  as $$
declare
  subject public.alerts;
  event_type text;
begin
  if tg_op = 'DELETE' then
    subject := old;
    if old.status = 'firing' then
      event_type := 'AlertResolved';
    end if;
  else
    subject := new;
    if new.status <> old.status then
      event_type := case new.status when 'firing' then 'AlertFired' when 'resolved' then 'AlertResolved' end;
    end if;
  end if;
  if event_type is not null then
    perform public.tell(subject.organization_id, subject.project_id, event_type, 'alert', subject.id,
      jsonb_build_object('ruleId', subject.rule_id, 'serviceId', subject.service_id, 'instanceId', subject.service_instance_id,
        'severity', subject.severity, 'summary', subject.summary, 'measured', subject.measured));
  end if;
  return null;
end
$$;

drop trigger if exists alerts_tell on public.alerts;
create trigger alerts_tell after update of status or delete on public.alerts for each row execute function public.tell_alert();

create or replace function public.tell_webhook() returns trigger
  language plpgsql
  as $$
begin
  if new.disabled_reason is not null and old.disabled_reason is null then
    perform public.tell(new.organization_id, new.project_id, 'WebhookDisabled', 'webhook', new.id,
      jsonb_build_object('name', new.name, 'reason', new.disabled_reason));
  end if;
  return null;
end
$$;

drop trigger if exists webhooks_tell on public.webhooks;
create trigger webhooks_tell after update of disabled_reason on public.webhooks for each row execute function public.tell_webhook();
