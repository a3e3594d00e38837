insert into public.delivery_statuses (value, comment) values
  ('pending', 'Waits for its first or next attempt'),
  ('succeeded', 'The receiver has it'),
  ('failed', 'Every attempt failed, or the receiver will never take it')
on conflict (value) do nothing;

insert into public.channel_types (value, comment) values
  ('slack', 'A Slack incoming webhook'),
  ('email', 'E-mail by the installation''s SMTP server'),
  ('webhook', 'Any HTTP address, signed like webhooks')
on conflict (value) do nothing;

insert into public.event_severities (value, comment) values
  ('info', 'Good to know'),
  ('warning', 'Worth a look'),
  ('error', 'Something failed'),
  ('critical', 'Somebody must act now')
on conflict (value) do nothing;

insert into public.alert_conditions (value, comment) values
  ('service_down', 'A service that should run has no healthy replica'),
  ('crash_loop', 'It crashed at least threshold times within for_minutes'),
  ('deployment_failed', 'The newest deployment of a service failed'),
  ('error_rate', 'More than threshold percent of at least 20 requests were answered with 5xx'),
  ('latency_ms', 'The slowest tenth of requests took more than threshold milliseconds'),
  ('cpu_cores', 'All replicas together use more than threshold cores'),
  ('cpu_percent', 'They use more than threshold percent of their CPU limit'),
  ('memory_megabytes', 'All replicas together use more than threshold megabytes'),
  ('memory_percent', 'They use more than threshold percent of their memory limit')
on conflict (value) do nothing;

insert into public.alert_statuses (value, comment) values
  ('pending', 'The condition holds, not yet for as long as the rule asks'),
  ('firing', 'It held for as long as the rule asks'),
  ('resolved', 'It no longer holds')
on conflict (value) do nothing;

insert into public.domain_event_types (value, comment) values
  ('AlertFired', 'What an alert rule watches for came true'),
  ('AlertResolved', 'An alert is over'),
  ('WebhookDisabled', 'A webhook was switched off because nothing reached its address any more')
on conflict (value) do nothing;

insert into public.status_transitions (machine, from_status, to_status) values
  ('webhook_deliveries', '', 'pending'),
  ('webhook_deliveries', 'pending', 'succeeded'),
  ('webhook_deliveries', 'pending', 'failed'),
  ('notifications', '', 'pending'),
  ('notifications', 'pending', 'succeeded'),
  ('notifications', 'pending', 'failed'),
  ('alerts', '', 'pending'),
  ('alerts', 'pending', 'firing'),
  ('alerts', 'firing', 'resolved')
on conflict (machine, from_status, to_status) do nothing;
