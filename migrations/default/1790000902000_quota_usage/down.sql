drop view if exists public.quota_usage;
