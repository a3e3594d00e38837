drop table if exists public.deployments;
