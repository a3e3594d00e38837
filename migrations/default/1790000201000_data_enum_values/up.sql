insert into public.region_statuses (value, comment) values
  ('available', 'New things may be placed there'),
  ('draining', 'What is there stays, nothing new is placed there'),
  ('unavailable', 'It cannot be reached: what is there is served from elsewhere or not at all')
on conflict (value) do nothing;

insert into public.cluster_sources (value, comment) values
  ('provisioned', 'Made by the platform'),
  ('registered', 'It existed before; the platform only uses it')
on conflict (value) do nothing;

insert into public.cluster_distributions (value, comment) values
  ('rke2', 'Rancher Kubernetes Engine 2'),
  ('k3s', 'K3s'),
  ('other', 'Any other Kubernetes, for registered clusters')
on conflict (value) do nothing;

insert into public.cluster_statuses (value, comment) values
  ('provisioning', 'Being made, or reached for the first time'),
  ('active', 'It answers'),
  ('scaling', 'A node pool is changing'),
  ('upgrading', 'Its Kubernetes version is changing'),
  ('unreachable', 'It did not answer when it was last asked'),
  ('deleting', 'Being taken down'),
  ('deleted', 'Gone'),
  ('failed', 'It could not be made or taken down; step and reason are named')
on conflict (value) do nothing;

insert into public.tenant_cluster_statuses (value, comment) values
  ('provisioning', 'Being made'),
  ('active', 'It answers'),
  ('deleting', 'Being taken down'),
  ('deleted', 'Gone'),
  ('failed', 'It could not be made or taken down; step and reason are named')
on conflict (value) do nothing;

insert into public.kubeconfig_roles (value, comment) values
  ('view', 'Reads everything but secrets'),
  ('edit', 'Also changes workloads'),
  ('admin', 'Also changes roles inside namespaces'),
  ('cluster_admin', 'Everything')
on conflict (value) do nothing;

insert into public.database_engines (value, comment) values
  ('postgresql', 'PostgreSQL'),
  ('yugabytedb', 'YugabyteDB, PostgreSQL-compatible and distributed')
on conflict (value) do nothing;

insert into public.database_statuses (value, comment) values
  ('provisioning', 'Being made'),
  ('running', 'It accepts connections'),
  ('scaling', 'Its nodes or their size are changing'),
  ('backing_up', 'It serves, and a backup is being taken'),
  ('restoring', 'Its content is being brought back'),
  ('failing_over', 'A replica is taking over'),
  ('unreachable', 'It did not answer when it was last asked'),
  ('deleting', 'Being removed'),
  ('deleted', 'Gone'),
  ('failed', 'It could not be made or removed; step and reason are named')
on conflict (value) do nothing;

insert into public.backup_kinds (value, comment) values
  ('manual', 'Somebody asked for it'),
  ('scheduled', 'Its schedule was due')
on conflict (value) do nothing;

insert into public.backup_statuses (value, comment) values
  ('queued', 'Waits for its turn'),
  ('running', 'Being taken'),
  ('succeeded', 'Can be restored'),
  ('failed', 'Was not taken; the reason is named'),
  ('deleting', 'Being removed'),
  ('deleted', 'Gone')
on conflict (value) do nothing;

insert into public.restore_statuses (value, comment) values
  ('queued', 'Waits for its turn'),
  ('restoring', 'Under way'),
  ('succeeded', 'The database serves what was restored'),
  ('failed', 'Nothing was restored; the reason is named')
on conflict (value) do nothing;
