insert into public.domain_event_types (value, comment) values
  ('ServiceScaled', 'The number of replicas of a service followed its load')
on conflict (value) do nothing;
