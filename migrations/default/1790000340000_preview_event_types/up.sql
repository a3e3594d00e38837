insert into public.domain_event_types (value, comment) values
  ('PreviewCreated', 'A preview environment was made'),
  ('PreviewDeleted', 'A preview environment is gone')
on conflict (value) do nothing;
