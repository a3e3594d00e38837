drop table if exists public.tenant_clusters;
