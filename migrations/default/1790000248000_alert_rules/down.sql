drop table if exists public.alert_rules;
