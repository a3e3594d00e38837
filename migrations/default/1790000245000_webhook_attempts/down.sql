drop table if exists public.webhook_attempts;
