insert into public.domain_event_types (value, comment) values
  ('MemberInvited', 'Somebody was invited into an organization'),
  ('ApiKeyCreated', 'A key for programs was made'),
  ('ApiKeyRevoked', 'A key for programs was ended')
on conflict (value) do nothing;
