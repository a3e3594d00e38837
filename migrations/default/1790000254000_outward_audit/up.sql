-- What became of messages is not a change anybody made: only what is wanted of webhooks and channels is audited.
drop trigger if exists webhooks_audit on public.webhooks;
create trigger webhooks_audit
  after insert or delete or update of name, url, event_types, is_enabled, secret_version, disabled_reason on public.webhooks
  for each row execute function public.audit_change('secret_sealed', 'previous_secret_sealed');
drop trigger if exists notification_channels_audit on public.notification_channels;
create trigger notification_channels_audit
  after insert or delete or update of name, target_sealed, recipients, event_types, minimum_severity, is_enabled
  on public.notification_channels for each row execute function public.audit_change('target_sealed');
drop trigger if exists alert_rules_audit on public.alert_rules;
create trigger alert_rules_audit after insert or update or delete on public.alert_rules
  for each row execute function public.audit_change();
drop trigger if exists templates_audit on public.templates;
create trigger templates_audit after insert or update or delete on public.templates
  for each row execute function public.audit_change();
