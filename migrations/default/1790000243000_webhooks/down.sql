drop table if exists public.webhooks;
