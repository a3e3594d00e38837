drop trigger if exists templates_audit on public.templates;
drop trigger if exists alert_rules_audit on public.alert_rules;
drop trigger if exists notification_channels_audit on public.notification_channels;
drop trigger if exists webhooks_audit on public.webhooks;
