drop index if exists public.deployments_in_flight_idx;
drop table if exists public.quota_locks;
drop table if exists public.quotas;
