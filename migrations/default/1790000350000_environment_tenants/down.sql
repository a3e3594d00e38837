alter table public.environments drop column if exists tenant_cluster_id;
