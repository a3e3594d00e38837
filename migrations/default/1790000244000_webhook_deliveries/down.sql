drop table if exists public.webhook_deliveries;
