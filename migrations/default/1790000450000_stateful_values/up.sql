insert into public.service_types (value, comment) values
  ('stateful', 'Answers on a port to those beside it and keeps a volume: one replica')
on conflict (value) do nothing;
