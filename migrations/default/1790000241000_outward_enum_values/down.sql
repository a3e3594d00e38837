delete from public.status_transitions where machine in ('webhook_deliveries', 'notifications', 'alerts');
delete from public.domain_event_types where value in ('AlertFired', 'AlertResolved', 'WebhookDisabled');
