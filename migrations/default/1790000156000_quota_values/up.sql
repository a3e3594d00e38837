insert into public.quota_names (value, comment) values
  ('projects', 'Projects (of organizations only)'),
  ('members', 'Members (of organizations only)'),
  ('clusters', 'Clusters and tenant clusters (of organizations only)'),
  ('services', 'Services'),
  ('environments', 'Environments'),
  ('secrets', 'Secrets'),
  ('databases', 'Databases'),
  ('cpu_millicores', 'CPU limits of all replicas and database nodes; 250 for a replica without a limit'),
  ('memory_megabytes', 'Memory limits of all replicas and database nodes; 256 for a replica without a limit'),
  ('deployments_in_flight', 'Deployments that have not ended')
on conflict (value) do nothing;

insert into public.quota_defaults (quota, maximum) values
  ('projects', 500),
  ('members', 2000),
  ('clusters', 50),
  ('services', 2000),
  ('environments', 2000),
  ('secrets', 10000),
  ('databases', 200),
  ('cpu_millicores', 2000000),
  ('memory_megabytes', 4000000),
  ('deployments_in_flight', 500)
on conflict (quota) do nothing;

insert into public.domain_event_types (value, comment) values
  ('QuotaExceeded', 'Something was refused because a quota is used up')
on conflict (value) do nothing;
