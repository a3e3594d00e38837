drop trigger if exists services_schedule_timezone on public.services;
drop function if exists public.check_schedule_timezone();
alter table public.environments drop constraint if exists environments_expiry_time_check;
alter table public.alert_rules drop constraint if exists alert_rules_threshold_number_check;
