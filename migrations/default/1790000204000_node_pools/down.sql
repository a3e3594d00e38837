drop table if exists public.node_pools;
