drop table if exists public.backup_schedules;
