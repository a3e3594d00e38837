insert into public.stray_kinds (value, comment) values
  ('database', 'A database'),
  ('cluster', 'A Kubernetes cluster'),
  ('tenant_cluster', 'A virtual cluster')
on conflict (value) do nothing;
