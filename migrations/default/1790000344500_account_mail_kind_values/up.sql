insert into public.account_mail_kinds (value, comment) values
  ('verify_address', 'Somebody made an account with this address: is it theirs?'),
  ('address_known', 'Somebody asked for an account with an address that has one'),
  ('reset_password', 'Somebody forgot the password'),
  ('password_changed', 'The password was changed'),
  ('invitation', 'Somebody is invited into an organization')
on conflict (value) do nothing;
