insert into public.quota_names (value, comment) values
  ('storage_gigabytes', 'Storage of all database nodes')
on conflict (value) do nothing;

insert into public.quota_defaults (quota, maximum) values
  ('storage_gigabytes', 1000000)
on conflict (quota) do nothing;
