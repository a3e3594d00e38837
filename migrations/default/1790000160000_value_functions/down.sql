drop function if exists public.is_cron_expression(text);
