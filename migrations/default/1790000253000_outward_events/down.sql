drop trigger if exists webhooks_tell on public.webhooks;
drop function if exists public.tell_webhook();
drop trigger if exists alerts_tell on public.alerts;
drop function if exists public.tell_alert();
