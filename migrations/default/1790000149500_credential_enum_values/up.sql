insert into public.git_credential_types (value, comment) values
  ('token', 'An access token, over https'),
  ('basic', 'A name and a password, over https'),
  ('ssh_key', 'A private key, over ssh')
on conflict (value) do nothing;
