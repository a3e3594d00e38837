insert into public.commit_states (value, comment) values
  ('pending', 'It waits'),
  ('running', 'It is under way'),
  ('succeeded', 'It succeeded'),
  ('failed', 'It failed'),
  ('cancelled', 'It was cancelled or rejected')
on conflict (value) do nothing;
