-- In the transaction of the event: whoever sees the event sees who will be told of it, and no crash in between can lose one.
create or replace function public.fan_out_event() returns trigger
  language plpgsql
  as $$
declare
  event_severity text := public.event_severity(new.type, new.payload);
begin
  insert into public.webhook_deliveries (organization_id, project_id, webhook_id, event_id, event_type)
    select new.organization_id, new.project_id, w.id, new.id, new.type
      from public.webhooks w
      where w.organization_id = new.organization_id and w.is_enabled
        and (w.project_id is null or w.project_id = new.project_id)
        and public.event_matches(new.type, w.event_types)
      order by w.id;
  insert into public.notifications (organization_id, project_id, channel_id, event_id, event_type, severity)
    select new.organization_id, new.project_id, c.id, new.id, new.type, event_severity
      from public.notification_channels c
      where c.organization_id = new.organization_id and c.is_enabled
        and (c.project_id is null or c.project_id = new.project_id)
        and public.severity_rank(event_severity) >= public.severity_rank(c.minimum_severity)
        and public.event_matches(new.type, c.event_types)
      order by c.id;
  return null;
end
$$;

comment on function public.fan_out_event() is 'Writes down who is told of an event: the webhooks and channels of its organization that ask for it.';

drop trigger if exists domain_events_fan_out on public.domain_events;
create trigger domain_events_fan_out after insert on public.domain_events
  for each row execute function public.fan_out_event();
