drop table if exists public.alert_statuses;
drop table if exists public.alert_conditions;
drop table if exists public.event_severities;
drop table if exists public.channel_types;
drop table if exists public.delivery_statuses;
