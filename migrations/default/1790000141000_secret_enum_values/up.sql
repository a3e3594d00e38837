insert into public.secret_scopes (value, comment) values
  ('organization', 'Every service of the organization'),
  ('project', 'Every service of the project'),
  ('environment', 'Every service in the environment'),
  ('service', 'The service, wherever it runs')
on conflict (value) do nothing;

insert into public.domain_event_types (value, comment) values
  ('SecretChanged', 'A secret got a new version or was deleted')
on conflict (value) do nothing;
