-- What services that exist already get from the next migration, which refers to it; the other values follow after that.
insert into public.concurrency_policies (value, comment) values
  ('forbid', 'The later one is skipped')
on conflict (value) do nothing;
