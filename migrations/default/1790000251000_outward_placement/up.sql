create or replace function public.place_in_organization() returns trigger
  language plpgsql
  as $$
declare
  confined uuid := public.session_organization();
begin
  if confined is not null then
    new.organization_id := confined;
  end if;
  if new.project_id is not null and (public.project_of(new.project_id)).organization_id is distinct from new.organization_id then
    raise exception 'project "%" does not exist', new.project_id using errcode = '23503';
  end if;
  return new;
end
$$;

comment on function public.place_in_organization() is 'For rows of an organization that may be confined to one of its projects.';

create or replace function public.limit_webhooks() returns trigger
  language plpgsql
  as $$
begin
  -- Every event asks every webhook of its organization: the organization's row is the lock that makes the limit exact.
  perform 1 from public.organizations o where o.id = new.organization_id for no key update;
  if (select count(*) from public.webhooks w where w.organization_id = new.organization_id) >= 50 then
    raise exception 'webhooks_limit: an organization may have 50 webhooks' using errcode = '23514';
  end if;
  return new;
end
$$;

drop trigger if exists webhooks_place on public.webhooks;
create trigger webhooks_place before insert on public.webhooks for each row execute function public.place_in_organization();
drop trigger if exists webhooks_place_limit on public.webhooks;
create trigger webhooks_place_limit before insert on public.webhooks for each row execute function public.limit_webhooks();
drop trigger if exists webhooks_keep on public.webhooks;
create trigger webhooks_keep before update on public.webhooks for each row execute function public.keep_tenant();

drop trigger if exists notification_channels_place on public.notification_channels;
create trigger notification_channels_place before insert on public.notification_channels
  for each row execute function public.place_in_organization();
drop trigger if exists notification_channels_keep on public.notification_channels;
create trigger notification_channels_keep before update on public.notification_channels
  for each row execute function public.keep_tenant();

create or replace function public.place_alert_rule() returns trigger
  language plpgsql
  as $$
declare
  parent public.services;
  confined uuid := public.session_organization();
begin
  if confined is not null then
    new.organization_id := confined;
  end if;
  if new.service_id is not null then
    parent := public.service_of(new.service_id);
    new.project_id := parent.project_id;
    new.organization_id := coalesce(new.organization_id, parent.organization_id);
  end if;
  if new.project_id is not null then
    new.organization_id := coalesce(new.organization_id, (public.project_of(new.project_id)).organization_id);
    if (public.project_of(new.project_id)).organization_id is distinct from new.organization_id then
      raise exception 'project "%" does not exist', new.project_id using errcode = '23503';
    end if;
  end if;
  return new;
end
$$;

comment on function public.place_alert_rule() is 'Places a rule in its service''s project, and that in its organization.';

drop trigger if exists alert_rules_place on public.alert_rules;
create trigger alert_rules_place before insert on public.alert_rules for each row execute function public.place_alert_rule();
drop trigger if exists alert_rules_keep on public.alert_rules;
create trigger alert_rules_keep before update on public.alert_rules for each row execute function public.keep_project();

create or replace function public.place_alert() returns trigger
  language plpgsql
  as $$
begin
  select i.organization_id, i.project_id, i.service_id into new.organization_id, new.project_id, new.service_id
    from public.service_instances i where i.id = new.service_instance_id;
  if not found then
    raise exception 'the instance of an alert does not exist' using errcode = '23503';
  end if;
  return new;
end
$$;

drop trigger if exists alerts_place on public.alerts;
create trigger alerts_place before insert on public.alerts for each row execute function public.place_alert();
drop trigger if exists alerts_keep on public.alerts;
create trigger alerts_keep before update on public.alerts for each row execute function public.keep_project();

drop trigger if exists webhook_deliveries_status on public.webhook_deliveries;
create trigger webhook_deliveries_status before insert or update of status on public.webhook_deliveries
  for each row execute function public.refuse_illegal_status();
drop trigger if exists notifications_status on public.notifications;
create trigger notifications_status before insert or update of status on public.notifications
  for each row execute function public.refuse_illegal_status();
drop trigger if exists alerts_status on public.alerts;
create trigger alerts_status before insert or update of status on public.alerts
  for each row execute function public.refuse_illegal_status();

create or replace function public.place_webhook_delivery() returns trigger
  language plpgsql
  as $$
begin
  -- A redelivery is asked for by its original; the others come from the event itself.
  if new.redelivery_of is not null then
    select d.organization_id, d.project_id, d.webhook_id, d.event_id, d.event_type
      into new.organization_id, new.project_id, new.webhook_id, new.event_id, new.event_type
      from public.webhook_deliveries d where d.id = new.redelivery_of;
    if not found then
      raise exception 'delivery "%" does not exist', new.redelivery_of using errcode = '23503';
    end if;
  end if;
  return new;
end
$$;

drop trigger if exists webhook_deliveries_place on public.webhook_deliveries;
create trigger webhook_deliveries_place before insert on public.webhook_deliveries
  for each row execute function public.place_webhook_delivery();

create or replace function public.switch_webhook_on() returns trigger
  language plpgsql
  as $$
begin
  if new.is_enabled and not old.is_enabled then
    new.disabled_reason := null;
    new.failing_since := null;
    new.consecutive_failures := 0;
  end if;
  return new;
end
$$;

comment on function public.switch_webhook_on() is 'Who switches a webhook on again gives it a new start.';

drop trigger if exists webhooks_switch_on on public.webhooks;
create trigger webhooks_switch_on before update of is_enabled on public.webhooks
  for each row execute function public.switch_webhook_on();
